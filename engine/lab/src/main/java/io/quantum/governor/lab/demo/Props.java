package io.quantum.governor.lab.demo;

import io.lettuce.core.api.sync.RedisCommands;
import io.quantum.governor.engine.decide.disarm.DisarmKeys;
import io.quantum.governor.loaders.redis.Cell;
import io.quantum.governor.loaders.redis.Keys;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.DoublePredicate;
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

    /** The portfolio's equity as of the present moment. */
    void portfolio(int equityUsd) {
        redis.hset(
                Cell.key("quantum:state:portfolio"),
                Map.of("equity_usd", "" + equityUsd, "drawdown", "0.02", "timestamp", now()));
    }

    /**
     * Waits until the budget engine has written a budget that is wanted.
     *
     * @throws DemoFailure when it does not
     */
    void awaitBudget(Listing symbol, DoublePredicate wanted) {
        await("the budget engine has not written the budget of " + symbol, () -> {
            String usd = redis.hget(Keys.budget(symbol.name()), "budget_usd");
            return usd != null && wanted.test(Double.parseDouble(usd));
        });
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
                Cell.key("quantum:capital:efficiency:") + symbol.name(),
                Map.of("efficiency_score", score, "confidence", confidence, "ts", now(), "mode", "shadow"));
    }

    /** Permits that were issued so many minutes ago. */
    void permitsBefore(Listing symbol, int... minutes) {
        Arrays.stream(minutes).forEach(m -> {
            long then = clock.instant().minus(Duration.ofMinutes(m)).getEpochSecond();
            redis.rpush(Keys.executions(symbol.name()), then + ".000000");
        });
    }

    /** Symbols that no scene plays with had permits too, so that there is something to see of limits at any time. */
    void neighbours() {
        Map.of(
                        "OPUSDT",
                        List.of(1, 3, 40),
                        "APTUSDT",
                        List.of(2, 20),
                        "SUIUSDT",
                        List.of(55),
                        "NEARUSDT",
                        List.of(4, 58))
                .forEach((symbol, minutes) -> minutes.forEach(m -> redis.rpush(
                        Keys.executions(symbol),
                        clock.instant().minus(Duration.ofMinutes(m)).getEpochSecond() + ".000000")));
    }

    void reducedToday(Listing symbol, String usd) {
        redis.set(Keys.dailyNotional(symbol.name(), today()), usd);
    }

    /** The executor reports that it has executed this plan. */
    void executed(String planId) {
        redis.xadd(
                Cell.key("quantum:stream:apply.result"),
                Map.of("plan_id", planId, "executed", "True", "decision", "EXECUTE"));
    }

    /**
     * Waits until the governor has taken note of that report.
     *
     * @throws DemoFailure when it does not
     */
    void awaitKnownAsExecuted(String planId) {
        await("the governor has not read the executor's report", () -> redis.exists(Keys.executed(planId)) > 0);
    }

    private static void await(String fault, BooleanSupplier done) {
        long begun = System.nanoTime();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                throw new DemoFailure(fault + " for " + PATIENCE.toSeconds() + " s");
            }
            EndOfDemo.sleep(POLL);
        }
    }

    /** Whether a disarm was concluded or carried out today. */
    boolean isDisarmed() {
        return redis.exists(DisarmKeys.WANTED, DisarmKeys.ofDay(today())) > 0;
    }

    /** Forgets everything about every symbol, so that the next scene starts rested. */
    void clear() {
        List<Function<String, String>> keys = List.of(
                Keys::budget,
                Keys::target,
                symbol -> Cell.key("quantum:capital:efficiency:") + symbol,
                Keys::executions,
                Keys::lastPermit,
                symbol -> Keys.dailyNotional(symbol, today()),
                symbol -> Keys.dailyQty(symbol, today()));
        Stream<String> ofSymbols =
                Arrays.stream(Listing.values()).flatMap(s -> keys.stream().map(k -> k.apply(s.name())));
        redis.del(Stream.concat(Stream.of(KILL_SWITCH, Cell.key("quantum:state:portfolio")), ofSymbols)
                .toArray(String[]::new));
    }

    private String now() {
        return Long.toString(clock.instant().getEpochSecond());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
