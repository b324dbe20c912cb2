package io.quantum.governor.engine.serve.notify;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Alertmanager's API v2. An alert is told by its labels, and ends when nobody has repeated it for a while. It knows nothing that is
 * only good to know.
 */
record AlertmanagerTarget(String name, URI address) implements Target {
    /** Repeated each minute: two may be lost. */
    private static final long LASTS_MS = Duration.ofMinutes(3).toMillis();

    private static final long ONCE_LASTS_MS = Duration.ofMinutes(5).toMillis();

    @Override
    public boolean wants(Message message) {
        return message.severity() != Severity.INFO || message.change() == Change.TEST;
    }

    @Override
    public boolean forgets() {
        return true;
    }

    @Override
    public Request request(Message message, Instant now) {
        Map<String, Object> alert = new LinkedHashMap<>();
        alert.put("labels", labels(message));
        alert.put("annotations", annotations(message));
        alert.put("startsAt", Message.time(message.sinceMs()));
        alert.put(
                "endsAt",
                switch (message.change()) {
                    case RESOLVED -> Message.time(message.atMs());
                    case FIRING, REMINDER -> Message.time(now.toEpochMilli() + LASTS_MS);
                    case ONCE, TEST -> Message.time(now.toEpochMilli() + ONCE_LASTS_MS);
                });
        if (!message.link().isEmpty()) {
            alert.put("generatorURL", message.link());
        }
        return new Request(address, Map.of(), Request.json(List.of(alert)));
    }

    /** What differs from one daemon or moment to the next is none: it would make another alert. */
    private static Map<String, String> labels(Message message) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("alertname", "Governor" + message.name());
        labels.put("severity", message.severity().wireName());
        labels.put("service", "quantum-governor");
        labels.put("key", message.key());
        if (!message.cell().isEmpty()) {
            labels.put("cell", message.cell());
        }
        return labels;
    }

    private static Map<String, String> annotations(Message message) {
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put("summary", message.title());
        annotations.put("description", message.text());
        annotations.put("value", message.value());
        annotations.put("limit", message.limit());
        annotations.put("where", message.where());
        annotations.put("next", message.next());
        annotations.put("runbook", message.runbook());
        annotations.values().removeIf(String::isEmpty);
        return annotations;
    }

    @Override
    public List<String> secrets() {
        return List.of(address.toString());
    }

    @Override
    public String toString() {
        return name;
    }
}
