package io.quantum.governor.lab.bench;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.record.archive.ArchiveUrl;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.serve.daemon.RedisClients;
import io.quantum.governor.loaders.sandbox.BundledRedis;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** All runs of the bench, in the order of the table. */
public final class BenchRun {
    private static final int PORTFOLIO = 500;
    private static final int MEDIUM_SYMBOLS = 1000;
    private static final int MANY_SYMBOLS = 10_000;
    private static final int USUAL_INTERVAL_SEC = 10;
    private static final int FULL_HISTORY = 100;
    private static final int MORE_FACTS = 20;
    private static final int MANY_LIMITS = 10_000;
    private static final Load CLOSE = new Load("production", true, true);

    private BenchRun() {}

    /**
     * Runs the bench.
     *
     * @param out takes the results
     * @param err takes the progress
     */
    public static void run(BenchOptions options, PrintStream out, PrintStream err) {
        List<Row> rows = new ArrayList<>();
        try {
            measure(options, rows, err);
        } finally {
            // what has been measured is told, even when what comes after it fails
            print(rows, options.format(), out);
        }
    }

    private static void print(List<Row> rows, BenchOptions.Format format, PrintStream out) {
        if (!rows.isEmpty()) {
            out.println(
                    format == BenchOptions.Format.json
                            ? new String(Json.bytes(rows), StandardCharsets.UTF_8)
                            : Table.of(rows));
        }
    }

    private static void measure(BenchOptions options, List<Row> rows, PrintStream err) {
        if (options.replay() > 0) {
            Replays.measure(options.rules(), options.replay(), rows::add, err::println);
            return;
        }
        if (!options.redis().isEmpty()) {
            measure(options, options.redis(), rows, err);
            return;
        }
        try (BundledRedis bundled = BundledRedis.start()) {
            measure(options, bundled.uri(), rows, err);
        }
    }

    private static void measure(BenchOptions options, String uri, List<Row> rows, PrintStream err) {
        RedisClient client = RedisClients.of(List.of(RedisURI.create(uri)));
        try {
            if (options.reloads() > 0) {
                new Reloading(client, uri, options.rules(), options.rate())
                        .measure(options.reloads(), rows::add, err::println);
                return;
            }
            if (options.archiving()) {
                Bench bench = new Bench(client, uri, options.plans(), err::println);
                bench.governor(CLOSE, PORTFOLIO, 0, rows::add);
                archiving(bench, rows);
                return;
            }
            if (options.larger()) {
                Bench bench = new Bench(client, uri, options.plans(), err::println);
                rows.add(new Evaluations(options.rules(), options.plans()).alone(""));
                bench.governor(CLOSE, PORTFOLIO, 0, rows::add);
                larger(options, bench, rows);
                bench.governor(CLOSE, PORTFOLIO, 0, rows::add);
                return;
            }
            if (options.archive() > 0) {
                archive(options, client, rows, err);
                return;
            }
            if (options.candidate()) {
                Candidates.measure(client, uri, options, rows::add, err::println);
                return;
            }
            if (options.dashboards() > 0) {
                Dashboards.measure(client, uri, options, rows::add, err::println);
                return;
            }
            if (options.explain()) {
                Explanations.measure(client, uri, rows::add);
                return;
            }
            Floor floor = new Floor(client, uri, options.plans());
            rows.add(floor.ping());
            Evaluations evaluations = new Evaluations(options.rules(), options.plans());
            rows.add(evaluations.alone(""));
            err.println("PING and evaluation alone measured");
            floor.readAndCommit(evaluations.example(), evaluations, rows::add);
            err.println("the floor measured");
            BudgetCycles cycles = new BudgetCycles(client, evaluations.rules().rulebook());
            rows.add(cycles.of(MEDIUM_SYMBOLS));
            rows.add(cycles.of(MANY_SYMBOLS));
            err.println("budget cycles measured: " + rows.subList(rows.size() - 2, rows.size()));
            AllocationCycles proposals =
                    new AllocationCycles(client, evaluations.rules().rulebook());
            rows.add(proposals.of(MEDIUM_SYMBOLS));
            rows.add(proposals.of(MANY_SYMBOLS));
            err.println("allocation cycles measured: " + rows.subList(rows.size() - 2, rows.size()));
            Bench bench = new Bench(client, uri, options.plans(), err::println);
            for (Load load : loads(options.quick())) {
                bench.governor(load, PORTFOLIO, 0, rows::add);
            }
            larger(options, bench, rows);
            Candidates.measure(client, uri, options, rows::add, err::println);
            archiving(bench, rows);
            Explanations.measure(client, uri, rows::add);
            bench.governorBesideCycles(CLOSE, MEDIUM_SYMBOLS, USUAL_INTERVAL_SEC, rows::add);
            bench.governorBesideCycles(CLOSE, MEDIUM_SYMBOLS, 1, rows::add);
            if (!options.quick()) {
                bench.governor(CLOSE, MANY_SYMBOLS, 0, rows::add);
                bench.governor(CLOSE, PORTFOLIO, FULL_HISTORY, rows::add);
            }
        } finally {
            RedisClients.close(client);
        }
    }

    private static void larger(BenchOptions options, Bench bench, List<Row> rows) {
        LargerRules rules = new LargerRules(options.rules());
        try (Scratch scratch = new Scratch()) {
            rules.withFacts(MORE_FACTS, scratch.directory());
            bench.governorWithFacts(CLOSE, scratch.directory(), MORE_FACTS, rows::add);
        }
        try (Scratch scratch = new Scratch()) {
            rules.withLimits(MANY_LIMITS, scratch.directory());
            String suffix = ", " + MANY_LIMITS + " rows of limits";
            rows.add(new Evaluations(scratch.directory(), options.plans()).alone(suffix));
            bench.governorWithRules(CLOSE, scratch.directory(), suffix, rows::add);
        }
    }

    private static void archiving(Bench bench, List<Row> rows) {
        try (Scratch scratch = new Scratch()) {
            ArchiveUrl url = ArchiveUrl.ofFile(scratch.directory().resolve("audit.db"));
            bench.governorArchiving(CLOSE, url, rows::add);
        }
    }

    private static void archive(BenchOptions options, RedisClient client, List<Row> rows, PrintStream err) {
        ActiveRules rules = ActiveRules.read(options.rules(), Map.of());
        if (!options.archiveUrl().isEmpty()) {
            ArchiveUrl url = ArchiveUrl.of(options.archiveUrl());
            new Archiving(client, url, rules, rows::add, err::println).measure(options.archive());
            return;
        }
        try (Scratch scratch = new Scratch()) {
            ArchiveUrl url = ArchiveUrl.ofFile(scratch.directory().resolve("audit.db"));
            new Archiving(client, url, rules, rows::add, err::println).measure(options.archive());
        }
    }

    private static List<Load> loads(boolean quick) {
        return quick
                ? List.of(CLOSE)
                : List.of(
                        CLOSE,
                        new Load("production", false, true),
                        new Load("testnet", true, false),
                        new Load("dry_run", true, true));
    }
}
