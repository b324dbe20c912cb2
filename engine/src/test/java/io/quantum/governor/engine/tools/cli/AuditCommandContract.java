package io.quantum.governor.engine.tools.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quantum.governor.engine.record.archive.ArchiveUrl;
import io.quantum.governor.engine.record.archive.ArchiveWriter;
import io.quantum.governor.engine.record.archive.AuditEntry;
import io.quantum.governor.engine.record.audit.Deed;
import io.quantum.governor.engine.record.audit.RecordReader;
import io.quantum.governor.engine.testing.GovernorProcess;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestRedis;
import io.quantum.governor.engine.testing.TestRules;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on the audit as people call them, each in a process of its own. */
abstract class AuditCommandContract {
    private static final String RULEBOOK = "\"rulebook\":{\"digest\":\"d1d2d3\",\"name\":\"quantum\",\"overrides\":"
            + "[\"burst.maxPer5Min is 9\"],\"thresholds\":{},\"version\":\"1.0.0\"}";

    @TempDir
    private Path directory = Path.of("");

    /** An empty database. */
    abstract String url();

    @Test
    void decisions_are_found_shown_counted_exported_and_proven() throws Exception {
        List<String> records = archive();
        Path export = directory.resolve("all.jsonl");
        try (GovernorProcess search = audit("search", "--symbol", "BTCUSDT", "--decision", "block", "--format", "csv");
                GovernorProcess show = audit("show", "p2");
                GovernorProcess stats = audit("stats", "--format", "json");
                GovernorProcess verify = audit("verify");
                GovernorProcess out = audit("export", "--output", export.toString());
                GovernorProcess tail = audit("tail", "--lines", "2");
                GovernorProcess rulebooks = audit("rulebooks");
                GovernorProcess nowhere = audit("show", "p9")) {
            assertThat(search.awaitExit()).isZero();
            assertThat(search.output().lines())
                    .hasSize(2)
                    .last()
                    .asString()
                    .isEqualTo(
                            "3,1795255202000-0,2026-11-21T10:00:02Z,BLOCK,3,burst_limit_exceeded,BTCUSDT,p2,1.0.0,d1d2d3");
            assertThat(show.awaitExit()).isZero();
            assertThat(show.output())
                    .contains("BLOCK", "burst_limit_exceeded", "max-per-5-min", "2.0", "killSwitch {\"on\":false}");
            assertThat(stats.awaitExit()).isZero();
            JsonNode counted = new ObjectMapper().readTree(stats.output());
            assertThat(counted.path("decisions").asInt()).isEqualTo(3);
            assertThat(counted.at("/byReason/0/name").asText()).isEqualTo("burst_limit_exceeded");
            assertThat(verify.awaitExit()).isZero();
            assertThat(verify.output()).contains("intact: 4 records", "head 4:");
            assertThat(out.awaitExit()).isZero();
            assertThat(Files.readAllLines(export)).isEqualTo(records);
            assertThat(tail.awaitExit()).isZero();
            assertThat(tail.output().lines()).hasSize(2).first().asString().contains("p2");
            assertThat(rulebooks.awaitExit()).isZero();
            assertThat(rulebooks.output())
                    .contains("1.0.0 (d1d2d3)", "governor-1", "/etc/rules", "burst.maxPer5Min is 9");
            assertThat(nowhere.awaitExit()).isEqualTo(1);
            assertThat(nowhere.output()).contains("p9: no such plan is on record");
        }
    }

    @Test
    void a_record_that_was_altered_is_named_with_exit_code_1() throws Exception {
        archive();
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE record SET plan_id = 'px' WHERE sequence = 3");
        }
        try (GovernorProcess verify = audit("verify")) {
            assertThat(verify.awaitExit()).isEqualTo(1);
            assertThat(verify.output())
                    .contains(
                            "BROKEN at record 3: altered", "audit id 1795255202000-0, decided at 2026-11-21T10:00:02Z");
        }
    }

    @Test
    void decisions_are_explained_and_replayed_out_of_it() throws Exception {
        String deed = new String(
                Deed.of(Deed.KILL_SWITCH_ON, Instant.parse("2026-11-21T10:00:00Z"), "ann", "here")
                        .because("p4 looks odd")
                        .on("1.0.0", "d1")
                        .json(),
                UTF_8);
        put(List.of(deed, recorded()));
        Path file =
                Files.writeString(directory.resolve("some.jsonl"), recorded().replace("\n", " ") + "\n" + deed + "\n");
        String rules = TestRules.DIRECTORY.toString();
        try (GovernorProcess explain = command("explain", "p4", "--against", rules);
                GovernorProcess exported = command("explain", "--file", file.toString());
                GovernorProcess replay = command("replay", "--rules", rules, "--since", "2026-11-21")) {
            assertThat(exported.awaitExit()).isZero();
            assertThat(exported.output()).contains("Plan p4 (PARTIAL_50 BTCUSDT) was blocked by gate 3, burst");
            assertThat(explain.awaitExit()).isZero();
            assertThat(explain.output())
                    .contains(
                            "Plan p4 (PARTIAL_50 BTCUSDT) was blocked by gate 3, burst: burst_limit_exceeded, 2 against")
                    .contains("The same plan by the rulebook quantum-governor " + TestRules.VERSION);
            assertThat(replay.awaitExit()).isZero();
            assertThat(replay.output()).contains("1 plans from ", "1 decided again", "100.00 % agree, 0 flip");
        }
    }

    /** A decision of a daemon. */
    private static String recorded() throws IOException {
        try (InputStream in = Objects.requireNonNull(RecordReader.class.getResourceAsStream("schema-1.json"))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    @Test
    void a_decision_of_this_second_is_shown_out_of_redis() {
        archive();
        try (RedisView redis = new RedisView(TestRedis.uri());
                GovernorProcess show = shownFromRedis(redis)) {
            assertThat(show.awaitExit()).isZero();
            assertThat(show.output()).contains("not yet archived", "p7");
        }
    }

    @Test
    void without_redis_the_archive_still_shows_and_what_is_not_there_is_not_called_unknown() {
        archive();
        Map<String, String> away = Map.of(ArchiveUrl.VARIABLE, url(), "REDIS_URL", "redis://127.0.0.1:1");
        try (GovernorProcess archived = GovernorProcess.command(away, "audit", "show", "p2");
                GovernorProcess nowhere = GovernorProcess.command(away, "audit", "show", "p9")) {
            assertThat(archived.awaitExit()).isZero();
            assertThat(archived.output()).contains("burst_limit_exceeded", "127.0.0.1");
            assertThat(nowhere.awaitExit()).isEqualTo(1);
            assertThat(nowhere.output()).contains("p9: not found, but not every source could be searched");
        }
    }

    private GovernorProcess shownFromRedis(RedisView redis) {
        redis.commands().flushall();
        redis.commands()
                .xadd(RedisView.AUDIT, Map.of("json", decision(7, "PERMIT", "").getBytes(UTF_8)));
        return audit("show", "p7");
    }

    private GovernorProcess audit(String... arguments) {
        List<String> all = new ArrayList<>(List.of("audit"));
        all.addAll(List.of(arguments));
        return command(all.toArray(String[]::new));
    }

    private GovernorProcess command(String... arguments) {
        return GovernorProcess.command(Map.of(ArchiveUrl.VARIABLE, url(), "REDIS_URL", TestRedis.uri()), arguments);
    }

    /** A rulebook and three decisions; tells their records. */
    private List<String> archive() {
        List<String> records = List.of(
                "{\"schema\":2,\"at\":\"2026-11-21T10:00:00Z\",\"outcome\":\"RULEBOOK\",\"governor\":\"governor-1\","
                        + "\"from\":\"/etc/rules\",\"texts\":{\"rulebook.yaml\":\"name: quantum\"}," + RULEBOOK + "}",
                decision(1, "PERMIT", ""),
                decision(2, "BLOCK", "burst_limit_exceeded"),
                decision(3, "PERMIT", ""));
        put(records);
        return records;
    }

    private void put(List<String> records) {
        List<AuditEntry> entries = new ArrayList<>();
        for (String record : records) {
            entries.add(new AuditEntry(1_795_255_200_000L + entries.size() * 1000L + "-0", record.getBytes(UTF_8)));
        }
        try (ArchiveWriter writer = ArchiveWriter.open(ArchiveUrl.of(url()))) {
            writer.append(() -> entries);
        }
    }

    private static String decision(int number, String outcome, String reason) {
        boolean blocked = !reason.isEmpty();
        return "{\"schema\":2,\"stream_id\":\"1-0\",\"at\":\"2026-11-21T10:00:0" + number + "Z\",\"outcome\":\""
                + outcome
                + "\",\"reason\":\"" + reason + "\",\"plan\":{\"plan_id\":\"p" + number + "\",\"symbol\":\"BTCUSDT\"},"
                + "\"gate\":\"" + (blocked ? "3" : "") + "\",\"facts\":[{\"killSwitch\":{\"on\":false}}],\"gates\":[{"
                + "\"gate\":\"3\",\"name\":\"max-per-5-min\",\"enforcement\":\"enforce\",\"answer\":\""
                + (blocked ? "BLOCK" : "PASS") + "\",\"reason\":\"" + reason + "\",\"value\":2.0,\"limit\":2.0}],"
                + RULEBOOK + "}";
    }
}
