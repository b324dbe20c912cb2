package io.quantum.governor.lab.demo;

import io.lettuce.core.XAddArgs;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Publishes plans on the real stream, one at a time: each waits for its decision. For use by one thread. */
final class Feeder {
    private final RedisCommands<String, String> redis;
    private final String stream;
    private final Audience audience;
    private final Market market;
    private final Duration pause;
    private final Clock clock;
    private int published;

    /**
     * @param stream where plans go
     * @param audience hears of decisions
     * @param market must have been seen as it is before a plan is published
     * @param pause between plans, so that a person can follow
     */
    Feeder(
            RedisCommands<String, String> redis,
            String stream,
            Audience audience,
            Market market,
            Duration pause,
            Clock clock) {
        this.redis = redis;
        this.stream = stream;
        this.audience = audience;
        this.market = market;
        this.pause = pause;
        this.clock = clock;
    }

    /** A plan id that has not been used. */
    String newId() {
        published++;
        return String.format("demo-%06d", published);
    }

    /** Publishes a plan and waits for its decision. One without an id gets a new one. */
    void publish(SamplePlan plan) {
        publish(plan, new XAddArgs());
    }

    /** Publishes a plan as if that had happened earlier; only possible before any younger one. */
    void publishLate(SamplePlan plan, Duration age) {
        long then = clock.instant().minus(age).toEpochMilli();
        publish(plan, new XAddArgs().id(then + "-0"));
    }

    /** Publishes an entry that has no plan id, and waits for what becomes of it. */
    void publishNameless(SamplePlan plan) {
        send(plan.fields(), new XAddArgs(), "the plan without an id");
    }

    private void publish(SamplePlan plan, XAddArgs how) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("plan_id", plan.fields().getOrDefault("plan_id", ""));
        if (fields.containsValue("")) {
            fields.put("plan_id", newId());
        }
        String id = String.valueOf(fields.get("plan_id"));
        plan.fields().forEach(fields::putIfAbsent);
        send(fields, how, "plan " + id);
    }

    private void send(Map<String, String> plan, XAddArgs how, String name) {
        market.tick();
        market.awaitSeen();
        Map<String, String> fields = new LinkedHashMap<>(plan);
        fields.put("timestamp", Long.toString(clock.instant().getEpochSecond()));
        String streamId = redis.xadd(stream, how, fields);
        audience.awaitDecision(streamId, name);
        EndOfDemo.sleep(pause);
    }
}
