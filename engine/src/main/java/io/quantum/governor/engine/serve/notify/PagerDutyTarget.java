package io.quantum.governor.engine.serve.notify;

import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Events API v2 of PagerDuty: an incident is triggered, and resolved by the same key. Nobody is called for what is only good to
 * know.
 *
 * @param key of the integration
 */
record PagerDutyTarget(String name, URI address, String key) implements Target {

    @Override
    public boolean wants(Message message) {
        return message.severity() != Severity.INFO || message.change() == Change.TEST;
    }

    @Override
    public Request request(Message message, Instant now) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("routing_key", key);
        event.put("event_action", message.isResolved() ? "resolve" : "trigger");
        event.put("dedup_key", message.dedupKey());
        event.put("payload", payload(message));
        event.put("client", "quantum-governor");
        if (!message.link().isEmpty()) {
            event.put("links", List.of(Map.of("href", message.link(), "text", "dashboard")));
        }
        return new Request(address, Map.of(), Request.json(event));
    }

    private static Map<String, Object> payload(Message message) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("text", message.text());
        details.put("value", message.value());
        details.put("limit", message.limit());
        details.put("next", message.next());
        details.put("runbook", message.runbook());
        details.values().removeIf(String::isEmpty);
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("summary", message.headline());
        payload.put("source", message.where().isEmpty() ? "quantum-governor" : message.where());
        payload.put("severity", message.severity().wireName());
        payload.put("timestamp", Message.time(message.sinceMs()));
        payload.put("component", "quantum-governor");
        payload.put("class", message.name());
        if (!message.cell().isEmpty()) {
            payload.put("group", message.cell());
        }
        payload.put("custom_details", details);
        return payload;
    }

    @Override
    public List<String> secrets() {
        return List.of(key);
    }

    @Override
    public String toString() {
        return name;
    }
}
