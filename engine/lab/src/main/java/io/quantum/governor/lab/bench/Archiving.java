package io.quantum.governor.lab.bench;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.decide.plan.PlanLoops;
import io.quantum.governor.engine.record.archive.Archive;
import io.quantum.governor.engine.record.archive.ArchiveUrl;
import io.quantum.governor.engine.record.archive.ArchiveWriter;
import io.quantum.governor.engine.record.archive.Archiver;
import io.quantum.governor.engine.record.archive.AuditEntry;
import io.quantum.governor.engine.record.archive.AuditQuery;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.loaders.redis.Keys;
import io.quantum.governor.loaders.redis.Replies;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Measures archiving out of Redis, and what is asked of an archive that holds many records. */
final class Archiving {
    private static final double NANOS = 1e9;
    private static final int BATCH = 1000;
    private static final int FILL = 4000;
    private static final int ASKED = 20;
    private static final int PILE = 50_000;
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final RedisClient redis;
    private final ArchiveUrl url;
    private final String vendor;
    private final ActiveRules rules;
    private final Consumer<Row> rows;
    private final Consumer<String> progress;

    Archiving(RedisClient redis, ArchiveUrl url, ActiveRules rules, Consumer<Row> rows, Consumer<String> progress) {
        this.redis = redis;
        this.url = url;
        this.vendor = vendor(url);
        this.rules = rules;
        this.rows = rows;
        this.progress = progress;
    }

    static String vendor(ArchiveUrl url) {
        return url.toString().startsWith("jdbc:sqlite") ? "SQLite" : "PostgreSQL";
    }

    /** Fills the archive up to so many records, and measures. */
    void measure(long records) {
        fill(records - 2L * PILE);
        rows.accept(Row.ofRate("archive out of Redis, " + vendor, drain()));
        progress.accept("archiving measured");
        try (Archive archive = Archive.open(url)) {
            long last = archive.head().sequence();
            String of = " in " + last + " records, " + vendor;
            ask("show" + of, i -> archive.ofPlan(ArchiveLoad.planId(last * (i + 1) / (ASKED + 1))));
            searches(archive, of);
            ask("stats" + of, 1, i -> archive.stats(Optional.empty(), Optional.empty()));
            long begun = System.nanoTime();
            long[] count = {0};
            archive.scan(Optional.empty(), Optional.empty(), record -> ++count[0] < 1_000_000);
            rows.accept(Row.ofRate("scan" + of, count[0] * NANOS / (System.nanoTime() - begun)));
            progress.accept("questions measured");
        }
    }

    private void searches(Archive archive, String of) {
        ask("search: the newest" + of, i -> archive.search(query("", "", "", "")));
        ask("search: symbol" + of, i -> archive.search(query("S" + i + "USDT", "", "", "")));
        ask("search: decision block" + of, i -> archive.search(query("", "", "block", "")));
        ask(
                "search: symbol and reason" + of,
                i -> archive.search(query("S" + i + "USDT", "kill_switch_active", "", "")));
        ask(
                "search: reason and rulebook, none" + of,
                i -> archive.search(query("", "burst_limit_exceeded", "", "9.9.9")));
        Instant middle = archive.search(query("", "", "", "")).get(0).at().minus(Duration.ofDays(1));
        ask(
                "search: gate before a time" + of,
                i -> archive.search(new AuditQuery(
                        "", "", "2", "", "", Optional.empty(), Optional.of(middle.minusSeconds(i)), 50)));
    }

    private static AuditQuery query(String symbol, String reason, String decision, String rulebook) {
        return new AuditQuery(symbol, reason, "", decision, rulebook, Optional.empty(), Optional.empty(), 50);
    }

    /** A question by number. */
    private interface Question {
        Object ask(int number);
    }

    private void ask(String name, Question question) {
        ask(name, ASKED, question);
    }

    private void ask(String name, int times, Question question) {
        long[] nanos = new long[times];
        for (int i = 0; i < times; i++) {
            long begun = System.nanoTime();
            question.ask(i);
            nanos[i] = System.nanoTime() - begun;
        }
        rows.accept(Row.ofNanos(name, nanos));
    }

    /** Appends without Redis; another thread makes the records meanwhile. */
    private void fill(long records) {
        try (ArchiveWriter writer = ArchiveWriter.open(url);
                ArchiveLoad load = new ArchiveLoad(rules)) {
            RecordTemplates templates = new RecordTemplates(load);
            frame(writer, load);
            long next = writer.head().sequence() + 1;
            CompletableFuture<List<AuditEntry>> made = make(templates, next, records);
            while (next <= records) {
                List<AuditEntry> entries = made.join();
                next += entries.size();
                made = make(templates, next, records);
                writer.append(() -> entries);
                if (next % 100_000 <= FILL) {
                    progress.accept((next - 1) + " of " + records + " records archived");
                }
            }
            made.join();
        }
    }

    private static CompletableFuture<List<AuditEntry>> make(RecordTemplates load, long from, long most) {
        return CompletableFuture.supplyAsync(() -> {
            List<AuditEntry> entries = new ArrayList<>(FILL);
            for (long number = from; number <= Math.min(most, from + FILL - 1); number++) {
                entries.add(load.entry(number));
            }
            return entries;
        });
    }

    /** Lets two piles of records leave Redis, of which the first warms up, and tells how many a second leave it. */
    private double drain() {
        try (StatefulRedisConnection<String, byte[]> connection = redis.connect(PlanLoops.CODEC);
                ArchiveLoad load = new ArchiveLoad(rules);
                Archiver archiver = new Archiver(url, () -> redis.connect(PlanLoops.CODEC))) {
            connection.sync().flushdb();
            try (ArchiveWriter writer = ArchiveWriter.open(url)) {
                frame(writer, load);
            }
            long last = head();
            double rate = 0;
            for (int pile = 0; pile < 2; pile++) {
                pile(connection, load, last + 1 + (long) pile * PILE);
                long begun = System.nanoTime();
                archiver.run();
                rate = PILE * NANOS / (System.nanoTime() - begun);
            }
            if (head() != last + 2L * PILE) {
                throw new IllegalStateException("not all was archived: " + archiver.trouble());
            }
            return rate;
        }
    }

    /** Before the first record stands what all of them have in common. */
    private static void frame(ArchiveWriter writer, ArchiveLoad load) {
        if (writer.head().sequence() == 0) {
            writer.append(() -> List.of(load.frame()));
        }
    }

    private long head() {
        try (ArchiveWriter writer = ArchiveWriter.open(url)) {
            return writer.head().sequence();
        }
    }

    private static void pile(StatefulRedisConnection<String, byte[]> connection, ArchiveLoad load, long from) {
        connection.setAutoFlushCommands(false);
        for (int i = 0; i < PILE; i++) {
            AuditEntry entry = load.entry(from + i);
            RedisFuture<String> last =
                    connection.async().xadd(Keys.AUDIT, new XAddArgs().id(entry.id()), Map.of("json", entry.json()));
            if (i % BATCH == BATCH - 1) {
                connection.flushCommands();
                Replies.await(last, LONGEST);
            }
        }
        connection.setAutoFlushCommands(true);
    }
}
