package io.quantum.governor.lab.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.record.archive.ArchiveUrl;
import io.quantum.governor.engine.record.archive.ArchiveWriter;
import io.quantum.governor.engine.record.archive.AuditEntry;
import io.quantum.governor.engine.tools.cli.RulesDirectory;
import io.quantum.governor.lab.testing.Launcher;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code governor sample} and {@code governor replay} as processes: what they print and how they end. */
class ReplayCommandIT {
    private static final String RULES = RulesDirectory.shipped().toString();
    /** Blocks what opens, whatever the shipped limit is. */
    private static final Map<String, String> STRICT = Map.of("GOV_KILL_SCORE_CRITICAL", "0");

    private static final int PLANS = 1500;

    private static Path sample = Path.of("sample.jsonl");

    private final Path temp;

    ReplayCommandIT(@TempDir Path temp) {
        this.temp = temp;
    }

    @BeforeAll
    static void makeSample(@TempDir Path shared) {
        sample = shared.resolve("sample.jsonl");
        assertThat(Launcher.ended(
                        Map.of(), "sample", "--plans", Integer.toString(PLANS), "--output", sample.toString()))
                .startsWith("0: ")
                .endsWith(PLANS + " decisions are in " + sample + System.lineSeparator());
    }

    @Test
    void more_flips_than_asked_for_end_it_with_6_and_a_page_is_written_that_needs_nothing_else() throws IOException {
        Path page = temp.resolve("replay.html");

        assertThat(ends(
                        STRICT,
                        "--file",
                        sample.toString(),
                        "--max-flips",
                        "3",
                        "--format",
                        "html",
                        "--output",
                        page.toString()))
                .startsWith("6: ");

        assertThat(Files.readString(page))
                .contains("GOV_KILL_SCORE_CRITICAL=0.0 overrides", "Flips over time", "newly blocked", "new Chart(")
                .doesNotContainPattern("<script[^>]+src|<link|@import|\\{\\{");
    }

    @Test
    void a_broken_line_ends_it_with_1_and_the_rest_agrees_with_the_rules_that_made_it() throws IOException {
        Path broken = temp.resolve("broken.jsonl");
        Files.copy(sample, broken);
        Files.writeString(broken, "{\"schema\":2,\"outc\n", StandardOpenOption.APPEND);

        Path json = temp.resolve("report.json");

        assertThat(ends(Map.of(), "--file", broken.toString(), "--format", "json", "--output", json.toString()))
                .startsWith("1: ");

        JsonNode report = Json.MAPPER.readTree(json.toFile());
        assertThat(report.path("flips").asInt()).isZero();
        assertThat(report.path("agreed").asInt()).isGreaterThan(PLANS - 50);
        assertThat(report.path("agreed")).isEqualTo(report.path("replayed"));
        assertThat(report.at("/unreadable/0/number").asInt()).isEqualTo(PLANS + 1);
    }

    @Test
    void the_archive_is_replayed() throws IOException {
        ArchiveUrl url = ArchiveUrl.ofFile(temp.resolve("audit.db"));
        List<AuditEntry> entries = new ArrayList<>();
        for (String line : Files.readAllLines(sample).subList(0, 200)) {
            entries.add(new AuditEntry("1-" + entries.size(), line.getBytes(UTF_8)));
        }
        try (ArchiveWriter writer = ArchiveWriter.open(url)) {
            writer.append(() -> entries);
        }

        assertThat(ends(Map.of("GOV_AUDIT_URL", url.toString()), "--since", "30d", "--mode", "simulated"))
                .startsWith("0: ")
                .contains("200 plans")
                .contains("100.00 % agree, 0 flip");
    }

    @Test
    void a_replay_that_is_ended_prints_what_is_done_so_far() throws Exception {
        ProcessBuilder builder = Launcher.command("replay", "--rules", RULES, "--file", "/dev/stdin")
                .redirectError(temp.resolve("stderr").toFile())
                .redirectOutput(temp.resolve("stdout").toFile());
        Process replay = builder.start();
        try (OutputStream in = replay.getOutputStream()) {
            // what fits into a pipe may not have been read when the last write returns, but the rest has
            Files.copy(sample, in);
            in.flush();
            // the end that Ctrl-C makes too; that signal is ignored by all that a shell has started in the background
            replay.destroy();
            assertThat(replay.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            replay.destroyForcibly();
        }

        assertThat(replay.exitValue()).isEqualTo(143);
        assertThat(Files.readString(temp.resolve("stdout")))
                .contains("stopped: what follows is what was done until then")
                .containsPattern("[1-9]\\d\\d+ decided again")
                .contains("100.00 % agree");
    }

    @Test
    void what_can_t_be_replayed_is_a_matter_of_usage() {
        assertThat(ends(Map.of(), "--file", sample.toString(), "--since", "7d"))
                .startsWith("1: ")
                .contains("--file is replayed wholly");
    }

    @Test
    void nothing_to_replay_does_not_prove_that_nothing_flips() throws IOException {
        Path empty = Files.createFile(temp.resolve("empty.jsonl"));

        assertThat(ends(Map.of(), "--file", empty.toString(), "--max-flips", "0"))
                .startsWith("1: ")
                .contains("no plan was decided again, so nobody knows how many flip");
    }

    /** The exit code of a replay by the shipped rules, and what it prints: {@code 0: ...}. */
    private static String ends(Map<String, String> environment, String... options) {
        List<String> arguments = new ArrayList<>(List.of("replay", "--rules", RULES));
        arguments.addAll(List.of(options));
        return Launcher.ended(environment, arguments.toArray(String[]::new));
    }
}
