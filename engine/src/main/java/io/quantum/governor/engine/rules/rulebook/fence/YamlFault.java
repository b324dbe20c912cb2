package io.quantum.governor.engine.rules.rulebook.fence;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is wrong in a YAML file that can't be parsed, for the person who wrote it.
 *
 * @param line counted from 1
 * @param sentence what is wrong
 * @param remedy what to do about it
 */
public record YamlFault(int line, String sentence, String remedy) {
    private static final Pattern TWICE = Pattern.compile("Duplicate field '(.*)'");
    private static final Map<String, String[]> KNOWN = known();

    /** Takes the parser's words, of which people need only a part. */
    public static YamlFault of(JsonProcessingException e) {
        int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
        String words = String.valueOf(e.getOriginalMessage());
        Matcher twice = TWICE.matcher(words);
        if (twice.find()) {
            return new YamlFault(line, "'" + twice.group(1) + "' stands twice here", "take one away");
        }
        return KNOWN.entrySet().stream()
                .filter(k -> words.contains(k.getKey()))
                .findFirst()
                .map(k -> new YamlFault(line, k.getValue()[0], k.getValue()[1]))
                .orElse(new YamlFault(
                        line,
                        "this is not understood",
                        "look at indentation, colons, quotes and brackets, here and on the line above"));
    }

    /** On one line. */
    @Override
    public String toString() {
        return sentence + "; " + remedy;
    }

    private static Map<String, String[]> known() {
        Map<String, String[]> known = new LinkedHashMap<>();
        known.put("\\t", says("a tab stands here", "indent with blanks"));
        known.put(
                "mapping values are not allowed",
                says(
                        "a colon where none can be",
                        "put a text that holds a colon in quotes, or indent this line like the ones beside it"));
        known.put(
                "expected ',' or '}'",
                says(
                        "a comma or a } is missing, here or on the line above",
                        "every { needs its }, and what stands between them needs commas"));
        known.put(
                "expected ',' or ']'",
                says(
                        "a comma or a ] is missing, here or on the line above",
                        "every [ needs its ], and what stands between them needs commas"));
        known.put(
                "could not find expected ':'",
                says(
                        "a key without a colon",
                        "write 'key: value', with a blank after the colon, here or on the next line"));
        known.put("quoted scalar", says("a text in quotes does not end", "close it with a second quote"));
        known.put(
                "expected <block end>",
                says("this line is indented otherwise than the ones beside it", "indent them alike"));
        return known;
    }

    private static String[] says(String sentence, String remedy) {
        return new String[] {sentence, remedy};
    }
}
