package io.quantum.governor.loaders.declared;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key with places for what a fact is about: {@code quantum:portfolio:budget:{symbol}}.
 *
 * @param text as the declaration writes it
 * @param pieces plain text and places in turn, beginning with text
 */
public record KeyPattern(String text, List<String> pieces) {
    /** The place that a symbol's cluster fills, which only Redis knows. */
    static final String CLUSTER = "cluster";

    private static final List<String> PLACES = List.of("symbol", "account", "strategy", "day", CLUSTER);
    private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._:-]*");

    /**
     * Reads a key as a declaration writes it.
     *
     * @throws IllegalArgumentException in two parts, what is wrong and what to do about it, with "; " between them
     */
    static KeyPattern parse(String text) {
        List<String> pieces = new ArrayList<>();
        Matcher place = PLACE.matcher(text);
        int from = 0;
        while (place.find()) {
            pieces.add(plain(text.substring(from, place.start()), text));
            if (!PLACES.contains(place.group(1))) {
                throw new IllegalArgumentException(
                        "nothing fills {" + place.group(1) + "} in the key " + text + "; write one of " + places());
            }
            pieces.add(place.group(1));
            from = place.end();
        }
        pieces.add(plain(text.substring(from), text));
        if (text.startsWith("{") || text.endsWith(":") || text.isEmpty()) {
            throw new IllegalArgumentException("the key " + text + " is not whole; begin it with quantum: and put "
                    + "{symbol} or another of " + places() + " where it differs");
        }
        return new KeyPattern(text, List.copyOf(pieces));
    }

    private static String plain(String piece, String key) {
        if (!PLAIN.matcher(piece).matches()) {
            throw new IllegalArgumentException("the key " + key + " has a character that is not allowed; use letters, "
                    + "digits, : . _ - and the places " + places());
        }
        return piece;
    }

    private static String places() {
        return String.join(" ", PLACES.stream().map(p -> "{" + p + "}").toList());
    }

    /** Whether a symbol's cluster fills a place in it. */
    public boolean ofCluster() {
        return names(CLUSTER);
    }

    /** Whether it has a place for this. */
    boolean names(String place) {
        for (int i = 1; i < pieces.size(); i += 2) {
            if (pieces.get(i).equals(place)) {
                return true;
            }
        }
        return false;
    }

    /** The key; the place of a cluster stays as it is. */
    public String of(About about) {
        if (pieces.size() == 1) {
            return text;
        }
        StringBuilder key = new StringBuilder(text.length() + 16);
        for (int i = 0; i < pieces.size(); i++) {
            key.append(i % 2 == 0 ? pieces.get(i) : filled(pieces.get(i), about));
        }
        return key.toString();
    }

    private static String filled(String place, About about) {
        return switch (place) {
            case "symbol" -> about.symbol();
            case "account" -> about.account();
            case "strategy" -> about.strategy();
            case "day" -> about.day().toString();
            default -> "{" + place + "}";
        };
    }
}
