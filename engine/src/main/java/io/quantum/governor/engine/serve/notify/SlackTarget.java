package io.quantum.governor.engine.serve.notify;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** An incoming webhook of Slack. Nothing is markup there: not a link, nor a mention of everybody. */
record SlackTarget(String name, URI address) implements Target {
    /** Slack takes one message a second. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    @Override
    public Request request(Message message, Instant now) {
        String headline = escaped(message.headline());
        String lines = escaped(String.join("\n", message.lines()));
        List<Object> blocks = lines.isEmpty() ? List.of(section(headline)) : List.of(section(headline), section(lines));
        return new Request(address, Map.of(), Request.json(Map.of("text", headline, "blocks", blocks)));
    }

    private static Map<String, Object> section(String text) {
        return Map.of("type", "section", "text", Map.of("type", "plain_text", "text", text, "emoji", false));
    }

    /** The three characters by which Slack tells markup. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    @Override
    public List<String> secrets() {
        return List.of(address.toString(), address.getRawPath());
    }

    @Override
    public Duration pause() {
        return PAUSE;
    }

    @Override
    public String toString() {
        return name;
    }
}
