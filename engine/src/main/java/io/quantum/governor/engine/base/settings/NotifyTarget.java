package io.quantum.governor.engine.base.settings;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where messages to people go. Its address is as secret as a password, and never shown.
 *
 * @param type who understands them there
 * @param name by which it is called in metrics and logs: {@code slack}, the second one {@code slack-2}
 * @param address where they are posted
 * @param secret the key or token, of which there may be none beside the address
 * @param chat to whom, where one address serves many
 */
public record NotifyTarget(Type type, String name, URI address, String secret, String chat) {
    /** What is allowed. */
    static final String ALLOWED =
            "slack:https://..., pagerduty:KEY, alertmanager:http://host:9093, telegram:TOKEN@CHAT or, for"
                    + " JSON of the governor's own, https://...";

    private static final String AT = "@";
    private static final Pattern PAGERDUTY = Pattern.compile("([A-Za-z0-9_-]{1,200})(?:@(https?://.+))?");
    private static final Pattern TELEGRAM =
            Pattern.compile("([0-9]{1,20}:[A-Za-z0-9_-]{1,200})@(@?[A-Za-z0-9_-]{1,100})(?:@(https?://.+))?");

    /** Who understands a message. */
    public enum Type {
        /** Anybody who reads the governor's own JSON. */
        WEBHOOK,
        /** An incoming webhook of Slack. */
        SLACK,
        /** Events API v2 of PagerDuty. */
        PAGERDUTY,
        /** Alertmanager's API v2. */
        ALERTMANAGER,
        /** A bot of Telegram. */
        TELEGRAM;

        private String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Reads one.
     *
     * @param before those that stand before it
     * @throws IllegalArgumentException when it is none; the message does not repeat it
     */
    static NotifyTarget parse(String text, List<NotifyTarget> before) {
        int colon = text.indexOf(':');
        String head = colon < 0 ? "" : text.substring(0, colon).strip();
        String rest = text.substring(colon + 1).strip();
        return Arrays.stream(Type.values())
                .filter(type -> type != Type.WEBHOOK && type.wireName().equals(head))
                .findFirst()
                .map(type -> parse(type, name(type, before), rest))
                .orElseGet(() -> plain(Type.WEBHOOK, name(Type.WEBHOOK, before), text));
    }

    private static String name(Type type, List<NotifyTarget> before) {
        long others = before.stream().filter(t -> t.type() == type).count();
        return type.wireName() + (others == 0 ? "" : "-" + (others + 1));
    }

    private static NotifyTarget parse(Type type, String name, String rest) {
        return switch (type) {
            case WEBHOOK, SLACK -> plain(type, name, rest);
            case ALERTMANAGER -> plain(type, name, below(rest, "/api/v2/alerts"));
            case PAGERDUTY -> {
                Matcher m = matched(PAGERDUTY, rest);
                String base = m.group(2) == null ? "https://events.pagerduty.com" : m.group(2);
                yield new NotifyTarget(type, name, address(below(base, "/v2/enqueue")), m.group(1), "");
            }
            case TELEGRAM -> {
                Matcher m = matched(TELEGRAM, rest);
                String base = m.group(3) == null ? "https://api.telegram.org" : m.group(3);
                yield new NotifyTarget(
                        type, name, address(below(base, "/bot" + m.group(1) + "/sendMessage")), m.group(1), m.group(2));
            }
        };
    }

    private static NotifyTarget plain(Type type, String name, String address) {
        return new NotifyTarget(type, name, address(address), "", "");
    }

    private static Matcher matched(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no target");
        }
        return matcher;
    }

    private static String below(String base, String path) {
        String bare = base.replaceFirst("/+$", "");
        return bare.endsWith(path) ? bare : bare + path;
    }

    /**
     * An address of HTTP.
     *
     * @throws IllegalArgumentException when it is none; the message does not repeat it
     */
    static URI address(String text) {
        URI address;
        try {
            address = URI.create(text.strip());
        } catch (IllegalArgumentException e) {
            // whose message and cause repeat it
            throw noAddress();
        }
        boolean http = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
        if (!http
                || address.getHost() == null
                || String.valueOf(address.getRawAuthority()).contains(AT)) {
            throw noAddress();
        }
        return address;
    }

    private static IllegalArgumentException noAddress() {
        return new IllegalArgumentException("no address");
    }

    @Override
    public String toString() {
        return name;
    }
}
