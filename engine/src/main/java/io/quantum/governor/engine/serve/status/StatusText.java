package io.quantum.governor.engine.serve.status;

import com.fasterxml.jackson.databind.JsonNode;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.decide.plan.StoredNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A status as people read it: lines that fit a terminal of 80 columns. */
public final class StatusText {
    /** As the contract says it. */
    private static final String NO_AUTO_DISARM = "none today";

    private static final int MOST_LINES = 5;

    private StatusText() {}

    /**
     * The page.
     *
     * @param status what {@code GET /api/status} answers
     */
    public static String of(JsonNode status) {
        StringBuilder text = new StringBuilder();
        JsonNode refused = status.path("reload");
        boolean older = refused.isObject() && status.path("status").asText().equals("healthy");
        line(
                text,
                "status",
                older
                        ? "decides by older rules: the newest are refused"
                        : status.path("status").asText());
        if (status.has("daemon")) {
            line(text, "daemon", status.path("daemon").asText());
        }
        line(text, "mode", status.path("mode").asText());
        String config = status.path("apply_config").asText("followed");
        if (!config.equals("followed")) {
            line(text, "", config);
        }
        line(text, "disarm", disarm(status.path("disarm")));
        if (!status.has("kill")) {
            line(text, "kill", "unknown");
        }
        status.path("kill")
                .properties()
                .forEach(key -> line(
                        text, "kill", key.getKey() + " is " + key.getValue().asText()));
        JsonNode rulebook = status.path("rulebook");
        if (rulebook.isObject()) {
            line(
                    text,
                    "rulebook",
                    rulebook.path("name").asText() + " "
                            + rulebook.path("version").asText());
        }
        if (refused.isObject()) {
            line(
                    text,
                    "refused",
                    refused.path("refused").asText() + ", at "
                            + refused.path("at").asText());
            List<String> why = refused.path("why").asText().lines().toList();
            why.stream().limit(MOST_LINES).forEach(words -> line(text, "", words));
            if (why.size() > MOST_LINES) {
                line(
                        text,
                        "",
                        "... and " + (why.size() - MOST_LINES)
                                + " lines more; governor lint and governor test say all");
            }
        }
        line(text, "Redis", status.path("redis").asText("unknown"));
        String plans = status.path("plans").asText("decided");
        if (!plans.equals("decided")) {
            line(text, "plans", plans);
        }
        line(text, "exchange", status.path("exchange").asText("unknown"));
        limits(text, status);
        return text.toString();
    }

    private static void limits(StringBuilder text, JsonNode status) {
        if (status.has("symbols_unknown")) {
            line(text, "limits", status.path("symbols_unknown").asText());
        } else if (status.path("symbols").isEmpty()) {
            line(text, "limits", "no known permits in the last 24 h");
        } else {
            text.append("limits used\n");
            for (JsonNode symbol : status.path("symbols")) {
                String name = symbol.path("symbol").asText();
                if (symbol.has("unknown")) {
                    text.append(String.format(
                            Locale.ROOT,
                            "  %-20s  %s%n",
                            name,
                            symbol.path("unknown").asText()));
                }
                for (JsonNode limit : symbol.path("limits")) {
                    if (limit.path("used").asDouble() == 0) {
                        continue;
                    }
                    text.append(String.format(
                            Locale.ROOT,
                            "  %-20s  %-20s  %14s of %s%n",
                            name,
                            limit.path("gate").asText(),
                            StoredNumber.amount(limit.path("used").asDouble()),
                            StoredNumber.amount(limit.path("limit").asDouble())));
                    name = "";
                }
            }
        }
    }

    /** A disarm in a sentence. */
    public static String disarm(Map<String, Object> told) {
        return disarm(Json.MAPPER.<JsonNode>valueToTree(told));
    }

    private static String disarm(JsonNode told) {
        List<String> words = new ArrayList<>();
        String state = told.path("state").asText("unknown");
        // one by hand is none of these
        words.add(state.equals(NO_AUTO_DISARM) ? "no auto-disarm today" : state);
        if (told.has("reason")) {
            words.add(told.path("reason").asText() + " at " + told.path("at").asText());
            words.add(told.path("context").toString());
        }
        if (told.has("why")) {
            words.add(told.path("why").asText() + " (" + told.path("tries").asText() + " tries, the last at "
                    + told.path("failed_at").asText() + ")");
        }
        return String.join("\n" + " ".repeat(11), words);
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "%-9s  %s%n", name, value));
    }
}
