package io.quantum.governor.engine.serve.daemon;

import io.quantum.governor.engine.decide.disarm.Disarmer;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.serve.notify.Condition;
import io.quantum.governor.engine.serve.notify.Kind;
import io.quantum.governor.engine.serve.notify.Sight;
import io.quantum.governor.engine.serve.status.LimitMetrics;
import io.quantum.governor.engine.serve.status.UsedLimit;
import io.quantum.governor.loaders.binance.ExchangeRefresher;
import io.quantum.governor.loaders.redis.KillSwitches;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What holds at this daemon that people are told of, as those say who look after it. For use by one thread. */
final class Conditions implements Supplier<Sight> {
    private static final double MILLIS = 1e3;
    private static final int MOST_SYMBOLS = 10;

    private final RedisWatch redis;
    private final DisarmRole disarm;
    private final ApplyModeFile mode;
    private final Optional<ExchangeRefresher> exchange;
    private final ArchiveRole archive;
    private final RulebookKeeper rulebook;
    private final LimitMetrics limits;
    private final Tally tally;
    private final double warnRatio;
    private final String daemon;
    private final Clock clock;
    private final Instant started;
    private final Map<String, Long> since = new HashMap<>();
    private final Map<String, Long> nearSince = new HashMap<>();

    /** @param warnRatio how much of a limit may be used before somebody is told */
    Conditions(
            RedisWatch redis,
            DisarmRole disarm,
            ApplyModeFile mode,
            Optional<ExchangeRefresher> exchange,
            ArchiveRole archive,
            RulebookKeeper rulebook,
            LimitMetrics limits,
            Tally tally,
            double warnRatio,
            String daemon,
            Clock clock) {
        this.redis = redis;
        this.disarm = disarm;
        this.mode = mode;
        this.exchange = exchange;
        this.archive = archive;
        this.rulebook = rulebook;
        this.limits = limits;
        this.tally = tally;
        this.warnRatio = warnRatio;
        this.daemon = daemon;
        this.clock = clock;
        this.started = clock.instant();
    }

    @Override
    public Sight get() {
        List<Condition> now = new ArrayList<>();
        Set<Kind> unknown = EnumSet.noneOf(Kind.class);
        redis(now, unknown);
        disarm(now, unknown);
        exchange(now);
        archive(now, unknown);
        rules(now);
        limits(now);
        gates(now);
        ActiveRules rules = rulebook.rules().get();
        return new Sight(stamped(now), unknown, rules.title(), rules.rulebook().digest(), tally.yesterday());
    }

    private List<Condition> stamped(List<Condition> now) {
        long ms = clock.millis();
        since.keySet().retainAll(now.stream().map(Condition::key).collect(Collectors.toSet()));
        return now.stream()
                .map(c -> c.seen(Objects.requireNonNull(since.computeIfAbsent(c.key(), unused -> ms)), daemon))
                .toList();
    }

    private void redis(List<Condition> now, Set<Kind> unknown) {
        if (!redis.isUp()) {
            now.add(Condition.of(
                    Kind.REDIS_AWAY, "", "Redis does not answer", "No plan is decided while it does not."));
            unknown.addAll(EnumSet.of(Kind.KILL, Kind.DISARM, Kind.DISARM_FAILING, Kind.ARCHIVE_BEHIND, Kind.LIMIT));
            return;
        }
        redis.killSwitches().forEach((key, state) -> {
            if (!state.equals(KillSwitches.OFF)) {
                now.add(Condition.of(Kind.KILL, key, "The kill switch is on", "Every plan is blocked: " + key));
            }
        });
    }

    private void disarm(List<Condition> now, Set<Kind> unknown) {
        String state = disarm.state();
        Map<String, Object> told = disarm.health();
        if (state.equals(Disarmer.FAILING)) {
            now.add(Condition.of(
                    Kind.DISARM_FAILING,
                    "",
                    "The executor should be disarmed and could not be; it may still be armed",
                    told.getOrDefault("reason", "") + ": " + told.getOrDefault("why", told.getOrDefault("redis", ""))));
        }
        if (!Disarmer.STATES.contains(state)) {
            unknown.addAll(EnumSet.of(Kind.DISARM, Kind.DISARM_FAILING));
        } else if (mode.get().name().equals(Disarmer.DRY_RUN)) {
            if (state.equals(Disarmer.DONE)) {
                now.add(Condition.of(
                        Kind.DISARM,
                        "",
                        "The executor is disarmed, and stays in dry_run until somebody re-arms it",
                        told.getOrDefault("reason", "") + " " + told.getOrDefault("context", "")));
            } else {
                // disarmed yesterday, or by hand, or never armed: an executor in dry_run does not say
                unknown.add(Kind.DISARM);
            }
        }
    }

    private void exchange(List<Condition> now) {
        exchange.ifPresent(refresher -> {
            double running = Duration.between(started, clock.instant()).toMillis() / MILLIS;
            double age = Math.min(ExchangeMetrics.age(refresher, clock), running);
            if (age > Kind.EXCHANGE_AGE.toSeconds()) {
                String failure = refresher.lastFailure();
                now.add(Condition.of(
                                Kind.EXCHANGE_STALE,
                                "",
                                "What is known of the exchange is old",
                                failure.isEmpty() ? "It answers, and has told nothing new." : failure)
                        .measured(seconds(age), seconds((double) Kind.EXCHANGE_AGE.toSeconds())));
            }
        });
    }

    private void archive(List<Condition> now, Set<Kind> unknown) {
        double waiting = archive.waiting();
        double lag = archive.lagSec();
        if (!archive.isOn()) {
            return;
        }
        if (Double.isNaN(waiting) || Double.isNaN(lag)) {
            unknown.add(Kind.ARCHIVE_BEHIND);
        } else if (lag > Kind.ARCHIVE_LAG.toSeconds() || waiting > Kind.ARCHIVE_RECORDS) {
            now.add(Condition.of(
                            Kind.ARCHIVE_BEHIND,
                            "",
                            "Audit records pile up in Redis and do not reach the archive",
                            "%.0f records wait; %s"
                                    .formatted(waiting, archive.health().get("state")))
                    .measured(seconds(lag), seconds((double) Kind.ARCHIVE_LAG.toSeconds())));
        }
    }

    private void rules(List<Condition> now) {
        Tally.Fault fault = tally.fault();
        if (Duration.between(fault.at(), clock.instant()).compareTo(Kind.FAULT_LASTS) < 0) {
            now.add(Condition.of(Kind.RULE_FAULT, "", "Plans are blocked because the rules fail", fault.reason()));
        }
        if (!rulebook.isWell()) {
            now.add(Condition.of(
                    Kind.CANARY,
                    "",
                    "The rules no longer answer as their canaries say",
                    String.join("; ", rulebook.failures())));
        }
        String refused = rulebook.refused();
        if (!refused.isEmpty()) {
            now.add(Condition.of(
                    Kind.RULEBOOK_REFUSED, "", "The newest rulebook is refused; an older one decides", refused));
        }
    }

    /** A message for each gate and not for each symbol: on a busy day many are near their limits. */
    private void limits(List<Condition> now) {
        long ms = clock.millis();
        Map<String, List<UsedLimit>> byGate = new LinkedHashMap<>();
        Set<String> near = new HashSet<>();
        for (UsedLimit limit : limits.usedLimits()) {
            if (limit.ratio() >= warnRatio) {
                String key = limit.gate() + " " + limit.symbol();
                near.add(key);
                if (ms - nearSince.computeIfAbsent(key, unused -> ms) >= Kind.LIMIT_HELD.toMillis()) {
                    byGate.computeIfAbsent(limit.gate(), unused -> new ArrayList<>())
                            .add(limit);
                }
            }
        }
        nearSince.keySet().retainAll(near);
        byGate.forEach((gate, used) -> now.add(nearlyUsed(gate, used)));
    }

    private Condition nearlyUsed(String gate, List<UsedLimit> used) {
        used.sort(Comparator.comparingDouble(UsedLimit::ratio).reversed());
        UsedLimit worst = used.get(0);
        String symbols = used.stream()
                .limit(MOST_SYMBOLS)
                .map(l -> l.symbol() + " " + percent(l.ratio()))
                .collect(Collectors.joining(", "));
        int more = used.size() - MOST_SYMBOLS;
        return Condition.of(
                        Kind.LIMIT,
                        gate,
                        percent(warnRatio) + " or more of the limit of " + gate + " is used",
                        symbols + (more > 0 ? " and " + more + " more" : ""))
                .measured(number(worst.used()) + " of " + worst.symbol(), number(worst.limit()));
    }

    private void gates(List<Condition> now) {
        tally.inert()
                .forEach((gate, share) -> now.add(Condition.of(
                        Kind.GATE_INERT,
                        gate,
                        "The gate " + gate + " lets plans pass for want of data",
                        percent(share) + " of its last answers were OPEN; it can block none of these plans.")));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", share * 100);
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.0f s", seconds);
    }
}
