package io.quantum.governor.lab.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quantum.governor.engine.record.archive.ArchiveUrl;
import io.quantum.governor.engine.tools.cli.RulesDirectory;
import io.quantum.governor.lab.testing.Launcher;
import io.quantum.governor.lab.testing.TestRules;
import io.quantum.governor.loaders.sandbox.BundledCluster;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a person starts it: a process of its own, by the command line. */
class DemoIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int ENOUGH_REASONS = 8;

    private final Path temp;

    DemoIT(@TempDir Path temp) {
        this.temp = temp;
    }

    @Test
    void ends_after_so_many_plans_with_permits_many_reasons_and_nothing_left_behind() throws Exception {
        Process demo = start(TestRules.ENVIRONMENT, "--plans", "60");
        List<ProcessHandle> children = childrenOnceDeciding(demo);
        List<String> lines = rest(demo);

        assertThat(demo.waitFor()).isZero();
        assertThat(lines).anyMatch(l -> l.startsWith("60 decisions in "));
        assertThat(number(lines, " different block reasons")).isGreaterThanOrEqualTo(ENOUGH_REASONS);
        assertThat(lines).anyMatch(l -> l.matches("[1-9]\\d* permits, .*"));
        assertThat(lines)
                .containsSubsequence("mode       dry_run", "disarm     carried out today")
                .anyMatch(l -> l.contains("an operator re-arms the executor"));
        assertThat(lines).anyMatch(l -> l.matches("(\\d+) of \\1 gates have both passed and blocked.*"));
        assertNothingIsLeft(children);
    }

    @Test
    void plays_side_by_side_in_two_cells_of_one_cluster() throws Exception {
        try (BundledCluster cluster = BundledCluster.start()) {
            Map<String, String> main = new HashMap<>(TestRules.ENVIRONMENT);
            main.put("GOV_KEY_PREFIX", "{binance-main}:");
            Map<String, String> hedge = new HashMap<>(TestRules.ENVIRONMENT);
            hedge.put("GOV_KEY_PREFIX", "{binance-hedge}:");
            Process inMain = start(main, "--plans", "60", "--redis", cluster.uri());
            Process inHedge = start(hedge, "--plans", "60", "--redis", cluster.uri());
            for (Process demo : List.of(inMain, inHedge)) {
                List<String> lines = rest(demo);

                assertThat(demo.waitFor()).isZero();
                assertThat(lines).anyMatch(l -> l.startsWith("60 decisions in "));
                assertThat(lines).anyMatch(l -> l.matches("(\\d+) of \\1 gates have both passed and blocked.*"));
            }
            assertThat(cluster.keys())
                    .allMatch(key ->
                            key.startsWith("{binance-main}:quantum:") || key.startsWith("{binance-hedge}:quantum:"));
        }
    }

    @Test
    void plays_in_a_redis_of_others_only_in_a_cell() throws Exception {
        Process demo = start("--redis", "redis://127.0.0.1:1");
        List<String> lines = rest(demo);

        assertThat(demo.waitFor()).isEqualTo(1);
        assertThat(lines).isEmpty();
        assertThat(Files.readString(temp.resolve("stderr"))).contains("set GOV_KEY_PREFIX");
    }

    @Test
    void shows_the_gates_that_only_testnet_asks() throws Exception {
        Process demo = start("--plans", "40", "--mode", "testnet");
        List<String> lines = rest(demo);

        assertThat(demo.waitFor()).isZero();
        assertThat(lines).anyMatch(l -> l.contains("symbol_cooldown"));
        assertThat(lines).noneMatch(l -> l.contains("burst"));
    }

    @Test
    void ends_cleanly_with_a_summary_when_it_is_told_to_end() throws Exception {
        Process demo = start();
        List<ProcessHandle> children = childrenOnceDeciding(demo);
        demo.toHandle().destroy(); // Process.destroy would close the pipe that is still to be read
        List<String> lines = rest(demo);

        assertThat(demo.waitFor()).isZero();
        assertThat(lines).anyMatch(l -> l.matches("\\d+ decisions? in .*"));
        assertNothingIsLeft(children);
    }

    @Test
    void ends_when_nobody_reads_on() throws Exception {
        Process demo = start();
        List<ProcessHandle> children = childrenOnceDeciding(demo);
        demo.getInputStream().close();

        assertThat(demo.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertNothingIsLeft(children);
    }

    @Test
    void refuses_a_mode_that_is_none() throws Exception {
        Process demo = start("--mode", "paper");
        List<String> lines = rest(demo);

        assertThat(demo.waitFor()).isEqualTo(1);
        assertThat(lines).isEmpty();
        assertThat(Files.readString(temp.resolve("stderr"))).contains("--mode: 'paper' is not allowed");
    }

    private Process start(String... arguments) throws IOException {
        return start(Map.of(), arguments);
    }

    private Process start(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("demo"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = Launcher.command(command.toArray(String[]::new))
                .redirectError(temp.resolve("stderr").toFile());
        builder.environment().putAll(environment);
        builder.environment().put("JAVA_OPTS", "-Djava.io.tmpdir=" + temp.toAbsolutePath());
        return builder.start();
    }

    @Test
    void what_was_decided_can_be_replayed_afterwards() throws Exception {
        Process demo = start("--plans", "30", "--keep", temp.resolve("kept").toString());
        List<String> lines = rest(demo);

        assertThat(demo.waitFor()).isZero();
        assertThat(lines).anyMatch(l -> l.contains("governor replay --rules"));
        ArchiveUrl url = ArchiveUrl.ofFile(temp.resolve("kept/audit.db"));
        String rules = RulesDirectory.shipped().toString();
        assertThat(Launcher.ended(Map.of("GOV_AUDIT_URL", url.toString()), "replay", "--rules", rules))
                .startsWith("0: ")
                .contains("30 plans")
                .contains("100.00 % agree, 0 flip");
    }

    /** The demo's children, its Redis among them, once the first decision is told. */
    private static List<ProcessHandle> childrenOnceDeciding(Process demo) throws IOException {
        BufferedReader out = demo.inputReader(UTF_8);
        String line = "";
        while (line != null && !line.contains("PERMIT")) {
            line = out.readLine();
        }
        List<ProcessHandle> children = demo.children().toList();
        assertThat(children).isNotEmpty();
        return children;
    }

    private static List<String> rest(Process demo) throws InterruptedException {
        List<String> lines = demo.inputReader(UTF_8).lines().toList();
        if (!demo.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            demo.destroyForcibly();
        }
        return lines;
    }

    private void assertNothingIsLeft(List<ProcessHandle> children) throws IOException {
        await().until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        try (Stream<Path> files = Files.list(temp)) {
            assertThat(files.map(f -> f.getFileName().toString()).filter(n -> n.startsWith("bundled-redis")))
                    .isEmpty();
        }
        assertThat(Files.readString(temp.resolve("stderr"))).isEmpty();
    }

    private static int number(List<String> lines, String after) {
        return lines.stream()
                .filter(l -> l.endsWith(after))
                .mapToInt(l -> Integer.parseInt(l.substring(0, l.length() - after.length())))
                .findFirst()
                .orElse(0);
    }
}
