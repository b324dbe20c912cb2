package io.quantum.governor.engine.decide.disarm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands in the apply layer's configuration file. Whatever its encoding and its line ends are, every byte that is not
 * the mode's stays as it is.
 *
 * @param text a character for each byte
 */
public record ApplyConfigText(String text) {
    /** A line feed alone ends a line, or one behind a carriage return; to a regular expression other bytes would too. */
    private static final Pattern LINE =
            Pattern.compile("(?dm)^([ \\t]*(?:export[ \\t]+)?)APPLY_MODE[ \\t]*=([^\\r\\n]*(?:\\r(?!\\n)[^\\r\\n]*)*)");

    private static final Pattern QUOTED = Pattern.compile("([\"'])(.*)\\1");

    static ApplyConfigText of(byte[] bytes) {
        return new ApplyConfigText(new String(bytes, ISO_8859_1));
    }

    /**
     * The mode that it sets, whether anybody knows it or not: of several lines the last counts. Blanks around the value and
     * one pair of quotes are taken off. Nothing else is, since systemd, shells and libraries each make something else of a
     * comment behind a value or of half a pair of quotes.
     */
    public Optional<String> mode() {
        Matcher line = LINE.matcher(text);
        Optional<String> mode = Optional.empty();
        while (line.find()) {
            String value = line.group(2).strip();
            Matcher quoted = QUOTED.matcher(value);
            mode = Optional.of(quoted.matches() ? quoted.group(2) : value);
        }
        return mode;
    }

    /** The same with another mode: in each line that sets one, since programs differ in which they believe; or in a new line. */
    ApplyConfigText withMode(String mode) {
        Matcher line = LINE.matcher(text);
        if (line.find()) {
            return new ApplyConfigText(line.replaceAll("$1APPLY_MODE=" + Matcher.quoteReplacement(mode)));
        }
        String end = text.contains("\r\n") ? "\r\n" : "\n";
        String before = text.isEmpty() || text.endsWith("\n") ? text : text + end;
        return new ApplyConfigText(before + "APPLY_MODE=" + mode + end);
    }

    byte[] bytes() {
        return text.getBytes(ISO_8859_1);
    }
}
