package io.quantum.governor.engine.demo;

import io.lettuce.core.api.sync.RedisCommands;
import io.quantum.governor.loaders.redis.Keys;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Sets what Redis knows, as the programs around the governor would. */
final class Props {
    private static final String KILL_SWITCH = Keys.KILL_SWITCHES.get(0);

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(10);

    private final RedisCommands<String, String> redis;
    private final Clock clock;

    Props(RedisCommands<String, String> redis, Clock clock) {
        this.redis = redis;
        this.clock = clock;
    }

    void killSwitch(boolean on) {
        redis.set(KILL_SWITCH, on ? "1" : "0");
    }

    /** An enforced budget of the present moment. */
    void budget(Listing symbol, int usd) {
        redis.hset(
                Keys.budget(symbol.name()),
                Map.of("symbol", symbol.name(), "budget_usd", "" + usd, "mode", "enforce", "timestamp", now()));
    }

    /** An event of the present moment: the position is larger than its budget. */
    void violation(Listing symbol, double positionUsd, int budgetUsd) {
        redis.xadd(
                Keys.VIOLATIONS,
                Map.of(
                        "json",
                        String.format(
                                Locale.ROOT,
                                "{\"event_type\":\"budget.violation\",\"symbol\":\"%s\",\"position_notional\":%.2f,"
                                        + "\"budget_usd\":%d,\"over_budget\":%.2f,\"mode\":\"enforce\",\"timestamp\":%s}",
                                symbol,
                                positionUsd,
                                budgetUsd,
                                positionUsd - budgetUsd,
                                now())));
    }

    /** An enforced allocation target of the present moment. */
    void target(Listing symbol, int usd) {
        redis.hset(
                Keys.target(symbol.name()),
                Map.of("target_usd", "" + usd, "mode", "enforce", "timestamp", now(), "confidence", "0.90"));
    }

    /** A capital efficiency of the present moment, score and confidence 0 to 1. */
    void efficiency(Listing symbol, String score, String confidence) {
        redis.hset(
                Keys.efficiency(symbol.name()),
                Map.of("efficiency_score", score, "confidence", confidence, "ts", now(), "mode", "shadow"));
    }

    /** Permits that were issued so many minutes ago. */
    void permitsBefore(Listing symbol, int... minutes) {
        Arrays.stream(minutes).forEach(m -> {
            long then = clock.instant().minus(Duration.ofMinutes(m)).getEpochSecond();
            redis.rpush(Keys.executions(symbol.name()), then + ".000000");
        });
    }

    void reducedToday(Listing symbol, String usd) {
        redis.set(Keys.dailyNotional(symbol.name(), today()), usd);
    }

    /** The executor reports that it has executed this plan. */
    void executed(String planId) {
        redis.xadd("quantum:stream:apply.result", Map.of("plan_id", planId, "executed", "True", "decision", "EXECUTE"));
    }

    /**
     * Waits until the governor has taken note of that report.
     *
     * @throws DemoFailure when it does not
     */
    void awaitKnownAsExecuted(String planId) {
        long begun = System.nanoTime();
        while (redis.exists(Keys.executed(planId)) == 0) {
            if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                throw new DemoFailure(
                        "the governor has not read the executor's report for " + PATIENCE.toSeconds() + " s");
            }
            EndOfDemo.sleep(POLL);
        }
    }

    /** Forgets everything about every symbol, so that the next scene starts rested. */
    void clear() {
        List<Function<String, String>> keys = List.of(
                Keys::budget,
                Keys::target,
                Keys::efficiency,
                Keys::executions,
                Keys::lastPermit,
                symbol -> Keys.dailyNotional(symbol, today()),
                symbol -> Keys.dailyQty(symbol, today()));
        Stream<String> ofSymbols =
                Arrays.stream(Listing.values()).flatMap(s -> keys.stream().map(k -> k.apply(s.name())));
        redis.del(Stream.concat(Stream.of(KILL_SWITCH), ofSymbols).toArray(String[]::new));
    }

    private String now() {
        return Long.toString(clock.instant().getEpochSecond());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
