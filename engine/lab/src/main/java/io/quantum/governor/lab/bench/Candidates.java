package io.quantum.governor.lab.bench;

import io.lettuce.core.RedisClient;
import io.quantum.governor.engine.decide.plan.PlanLoops;
import io.quantum.governor.engine.rules.rulebook.RulebookFiles;
import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import io.quantum.governor.engine.serve.act.Operator;
import io.quantum.governor.engine.serve.release.ReleaseFiles;
import io.quantum.governor.engine.serve.shadow.Candidate;
import io.quantum.governor.engine.serve.shadow.CandidateStore;
import io.quantum.governor.engine.serve.shadow.DaemonShadow;
import io.quantum.governor.engine.serve.shadow.ShadowReport;
import io.quantum.governor.loaders.redis.Cell;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What a candidate in the shadow costs: piles of plans decided by one daemon without it, with it, and without again. */
final class Candidates {
    private static final Load LOAD = new Load("production", false, true);
    private static final Operator BENCH = new Operator("bench", "bench", "to measure it");
    private static final int SYMBOLS = 500;
    /** The compiler needs so many piles to be done with a governor, and so many with a candidate. */
    private static final int WARM_UPS = 6;

    private static final int WARM_UPS_OF_CANDIDATE = 6;
    private static final int ROUNDS = 3;
    private static final long LOOK_NANOS = 20_000_000;
    private static final long PATIENCE_NANOS = 120_000_000_000L;

    private final Publisher publisher;
    private final GovernorProcess governor;
    private final CandidateStore store;
    private final int plans;
    private final Consumer<String> progress;
    private long compared;

    private Candidates(
            Publisher publisher, GovernorProcess governor, CandidateStore store, int plans, Consumer<String> progress) {
        this.publisher = publisher;
        this.governor = governor;
        this.store = store;
        this.plans = plans;
        this.progress = progress;
    }

    /** Starts a governor and measures. */
    static void measure(
            RedisClient redis, String redisUri, BenchOptions options, Consumer<Row> rows, Consumer<String> progress) {
        try (Publisher publisher = new Publisher(redis)) {
            publisher.connection().sync().flushdb();
            Map<String, String> settings = LOAD.settings();
            settings.put("REDIS_URL", redisUri);
            publisher.positions(SYMBOLS);
            CandidateStore store = new CandidateStore(redis.connect(PlanLoops.CODEC));
            try (GovernorProcess governor = GovernorProcess.start(settings, "governor")) {
                new Candidates(publisher, governor, store, options.plans(), progress)
                        .measure(ReleaseFiles.read(options.rules()), rows);
            }
        }
    }

    private void measure(ReleaseFiles rules, Consumer<Row> rows) {
        List<Pile> without = new ArrayList<>(piles(WARM_UPS, report -> true));
        ReleaseFiles other = anotherVersion(rules);
        Candidate candidate = Candidate.of(
                RulebookFiles.of(new RulebookTexts("bench", other.texts())), "bench", "bench", Instant.now());
        store.put(candidate, other.pack(), BENCH);
        compared = 0;
        await(report -> report.daemons().stream().anyMatch(d -> d.state().equals(DaemonShadow.SHADOWING)));
        List<Pile> with = piles(WARM_UPS_OF_CANDIDATE, report -> report.plans() + report.missed() == compared);
        ShadowReport report = ShadowReport.read(store).orElseThrow();
        if (report.missed() > 0) {
            throw new IllegalStateException(report.missed() + " plans were missed");
        }
        store.end(candidate, Instant.now(), BENCH);
        await(r -> r.daemons().stream().allMatch(d -> d.state().equals(DaemonShadow.ENDED)));
        without.addAll(piles(1, r -> true));
        rows.accept(Pile.row("saturated, no candidate", without));
        rows.accept(Pile.row("saturated, beside a candidate", with));
        double cost = Pile.median(with, Pile::cpuMicros) - Pile.median(without, Pile::cpuMicros);
        rows.accept(Row.ofRate("a candidate, for each plan", Double.NaN).costing(cost, Double.NaN, Double.NaN));
    }

    /** Some piles to get warm, and those that count. */
    private List<Pile> piles(int warmUps, Predicate<ShadowReport> compared) {
        List<Pile> piles = new ArrayList<>();
        for (int round = 0; round < warmUps + ROUNDS; round++) {
            piles.add(pile(compared));
            progress.accept(String.format(
                    Locale.ROOT,
                    "pile %d: %.0f plans/s, %.0f µs of CPU for each",
                    round,
                    piles.get(round).perSecond(),
                    piles.get(round).cpuMicros()));
        }
        return piles.subList(warmUps, piles.size());
    }

    private Pile pile(Predicate<ShadowReport> isCompared) {
        publisher.connection().sync().xtrim(Cell.key("quantum:stream:governor.audit"), 0);
        Pile pile = Pile.decide(publisher, governor, LOAD, plans, SYMBOLS);
        compared += plans;
        if (ShadowReport.read(store).isPresent()) {
            await(isCompared);
        }
        return pile;
    }

    private void await(Predicate<ShadowReport> reached) {
        long start = System.nanoTime();
        while (ShadowReport.read(store).filter(reached).isEmpty()) {
            if (!governor.isRunning() || System.nanoTime() - start > PATIENCE_NANOS) {
                throw new IllegalStateException("waited in vain for the candidate: " + ShadowReport.read(store));
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private static ReleaseFiles anotherVersion(ReleaseFiles rules) {
        SortedMap<String, String> texts = new TreeMap<>(rules.texts());
        texts.computeIfPresent("rulebook.yaml", (path, text) -> text.replaceFirst("version: .*", "version: 9999.0.0"));
        return new ReleaseFiles(texts);
    }
}
