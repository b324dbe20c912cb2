package io.quantum.governor.engine.serve.notify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What is told next: a condition that has held for long enough, that it still holds, and that it has not held for a while. It
 * remembers nothing, so whichever daemon is asked answers the same.
 */
final class Alerts {
    /** One that comes and goes counts as holding while it stays away for less. */
    static final Duration CLEAR = Duration.ofSeconds(60);

    private final String dashboard;

    /**
     * What comes of a look.
     *
     * @param standing what has been told and is not over, by key
     * @param messages what is to be told now
     */
    record Step(Map<String, Standing> standing, List<Message> messages) {}

    /** @param dashboard where it is; empty when nobody has said */
    Alerts(String dashboard) {
        this.dashboard = dashboard;
    }

    /**
     * Compares what holds with what has been told.
     *
     * @param before what has been told and is not over, by key
     * @param now what holds, by key
     * @param unknown whether nobody knows if something still holds
     */
    Step step(Map<String, Standing> before, Map<String, Condition> now, Predicate<Condition> unknown, long nowMs) {
        Map<String, Standing> after = new LinkedHashMap<>();
        List<Message> messages = new ArrayList<>();
        before.forEach((key, standing) -> {
            Condition holds = now.get(key);
            if (holds != null) {
                after.put(key, holding(standing.clearSince(0), holds, nowMs, messages));
            } else if (unknown.test(standing.condition())) {
                after.put(key, standing.clearSince(0));
            } else if (!standing.isClear()) {
                after.put(key, standing.clearSince(nowMs));
            } else if (nowMs - standing.clearMs() < CLEAR.toMillis()) {
                after.put(key, standing);
            } else {
                messages.add(Message.of(Change.RESOLVED, standing, standing.condition(), nowMs, dashboard));
            }
        });
        now.forEach((key, holds) -> {
            if (!before.containsKey(key)
                    && nowMs - holds.sinceMs() >= holds.kind().pending().toMillis()) {
                Standing told = Standing.of(holds, nowMs);
                after.put(key, told);
                messages.add(Message.of(Change.FIRING, told, holds, nowMs, dashboard));
            }
        });
        return new Step(after, messages);
    }

    private Standing holding(Standing standing, Condition holds, long nowMs, List<Message> messages) {
        if (nowMs < standing.remindMs()) {
            return standing;
        }
        messages.add(Message.of(Change.REMINDER, standing, holds, nowMs, dashboard));
        return standing.reminded(nowMs);
    }

    /** What holds, as receivers are told that forget it by themselves. */
    List<Message> firing(Map<String, Standing> standing, long nowMs) {
        return standing.values().stream()
                .map(s -> Message.of(Change.FIRING, s, s.condition(), nowMs, dashboard))
                .toList();
    }
}
