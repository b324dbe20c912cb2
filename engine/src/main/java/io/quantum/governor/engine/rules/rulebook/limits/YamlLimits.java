package io.quantum.governor.engine.rules.rulebook.limits;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.quantum.governor.engine.rules.rulebook.fence.Words;
import io.quantum.governor.engine.rules.rulebook.fence.YamlFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a list of limits in YAML, part by part, so that what is wrong has its line. */
final class YamlLimits {
    private static final YAMLFactory YAML = YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final String ROW = "write '- threshold: ...' and, indented below it, for, value, owner and why";

    private final YAMLParser yaml;
    private final RowList rows;

    private YamlLimits(YAMLParser yaml, RowList rows) {
        this.yaml = yaml;
        this.rows = rows;
    }

    static void read(String text, RowList rows) {
        try (YAMLParser yaml = YAML.createParser(text)) {
            new YamlLimits(yaml, rows).list();
        } catch (JsonProcessingException e) {
            YamlFault fault = YamlFault.of(e);
            rows.fault(fault.line(), fault.sentence(), fault.remedy());
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }

    private void list() throws IOException {
        JsonToken first = yaml.nextToken();
        if (first == null) {
            return;
        }
        if (first != JsonToken.START_ARRAY) {
            rows.fault(line(), "a list of rows belongs here", ROW);
            return;
        }
        while (yaml.nextToken() != JsonToken.END_ARRAY) {
            row();
            if (rows.isHopeless()) {
                return;
            }
        }
        if (yaml.nextToken() != null) {
            rows.fault(line(), "something stands behind the list of rows", "one file is one list; take the rest away");
        }
    }

    private void row() throws IOException {
        int line = line();
        if (!yaml.hasToken(JsonToken.START_OBJECT)) {
            rows.fault(line, "this is no row", ROW);
            yaml.skipChildren();
            return;
        }
        int before = rows.faults().size();
        Map<String, String> said = new LinkedHashMap<>();
        Map<String, List<String>> scopes = new LinkedHashMap<>();
        for (String key = yaml.nextFieldName(); key != null; key = yaml.nextFieldName()) {
            int keyLine = line();
            yaml.nextToken();
            if (key.equals(LimitKeys.FOR)) {
                scopes(scopes);
            } else if (LimitKeys.OF_YAML.contains(key)) {
                said.put(key, text(key));
            } else {
                rows.fault(keyLine, "there is no key '" + key + "' here", Words.nearest(key, LimitKeys.OF_YAML));
                yaml.skipChildren();
            }
        }
        if (rows.faults().size() == before) {
            rows.add(line, said, scopes);
        }
    }

    private void scopes(Map<String, List<String>> scopes) throws IOException {
        if (!yaml.hasToken(JsonToken.START_OBJECT)) {
            rows.fault(line(), "'for' is not a scope", "write for: {symbol: BTCUSDT}");
            yaml.skipChildren();
            return;
        }
        for (String word = yaml.nextFieldName(); word != null; word = yaml.nextFieldName()) {
            int line = line();
            yaml.nextToken();
            if (!LimitScope.WORDS.contains(word)) {
                rows.fault(line, "there is no scope '" + word + "'", Words.nearest(word, LimitScope.WORDS));
                yaml.skipChildren();
                continue;
            }
            List<String> values = values(word);
            if (values.isEmpty()) {
                rows.fault(line, "'" + word + "' names none", "write " + word + ": NAME, or take it away");
            }
            scopes.put(word, values);
        }
    }

    private List<String> values(String word) throws IOException {
        List<String> values = new ArrayList<>();
        if (yaml.hasToken(JsonToken.START_ARRAY)) {
            while (yaml.nextToken() != JsonToken.END_ARRAY) {
                values.add(text(word));
            }
        } else if (!yaml.hasToken(JsonToken.VALUE_NULL)) {
            values.add(text(word));
        }
        return values;
    }

    /** As it is written, whatever YAML would make of it: a symbol may look like a number, and NO like a switch. */
    private String text(String key) throws IOException {
        if (yaml.isCurrentAlias()) {
            rows.fault(line(), "'" + key + "' refers to another place of the file", "write it out");
        } else if (yaml.hasToken(JsonToken.START_OBJECT) || yaml.hasToken(JsonToken.START_ARRAY)) {
            rows.fault(line(), "'" + key + "' is one text or number, and no list or mapping", "write a row for each");
            yaml.skipChildren();
        } else if (!yaml.hasToken(JsonToken.VALUE_NULL)) {
            return yaml.getText().strip();
        }
        return "";
    }

    private int line() {
        return yaml.currentTokenLocation().getLineNr();
    }
}
