package io.quantum.governor.engine.tools.cli;

import static io.quantum.governor.engine.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quantum.governor.engine.rules.lint.RulesCopy;
import io.quantum.governor.engine.serve.release.ReleaseFiles;
import io.quantum.governor.engine.testing.GovernorProcess;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestPlan;
import io.quantum.governor.engine.testing.TestRedis;
import io.quantum.governor.engine.testing.TestRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on releases as two people use them, ann who releases and bob who approves. */
class ReleaseCommandsIT {
    private static final long LONGEST_SEC = 120;

    @TempDir
    private Path directory = Path.of("");

    private record Ended(int code, String output) {}

    @BeforeEach
    void begin() throws IOException {
        try (RedisView redis = new RedisView(TestRedis.uri())) {
            redis.commands().flushall();
        }
        ReleaseFiles.read(TestRules.DIRECTORY).writeTo(Files.createDirectory(directory.resolve("rules")));
        RulesCopy.asFirstVersion(directory.resolve("rules"));
        Files.createDirectory(directory.resolve("trusted"));
        for (String person : List.of("ann", "bob")) {
            fine("keygen", person, "--dir", directory.resolve("keys").toString());
            Files.move(directory.resolve("keys/" + person + ".pub"), directory.resolve("trusted/" + person + ".pub"));
        }
    }

    @Test
    void a_rulebook_is_released_approved_activated_tightened_loosened_and_rolled_back() throws Exception {
        try (GovernorProcess daemon = GovernorProcess.run(TestRedis.uri(), Map.of("GOV_RULEBOOK_KEYS", trusted()));
                RedisView redis = new RedisView(TestRedis.uri())) {
            await().until(daemon::output, log -> log.contains("no release is active; activate one"));
            releaseOneAfterTheOther(redis);
        }
    }

    private void releaseOneAfterTheOther(RedisView redis) throws IOException {
        String first = fine(as("ann", "release", rules(), "--output", out()));
        assertThat(first)
                .contains("quantum-governor-1.0.0.rulebook", "test cases passed, coverage 100 %", "signed by ann");
        assertThat(fine("publish", file("1.0.0"))).startsWith("release 1.0.0 is published (");
        assertThat(fine("publish", file("1.0.0"))).startsWith("release 1.0.0 is published already (");

        assertThat(run(as("ann", "activate", "1.0.0")))
                .satisfies(refused(3, "no active release to compare release 1.0.0 with", "governor approve 1.0.0"));
        assertThat(run(as("ann", "approve", "1.0.0"))).satisfies(refused(3, "was released by the same key, ann ("));
        assertThat(fine(as("bob", "approve", "1.0.0"))).contains("release 1.0.0 is approved in place of none");
        assertThat(fine(as("ann", "activate", "1.0.0"))).contains("release 1.0.0 is active: ");
        awaitPermitBy("1.0.0", redis);

        change("1.1.0", "critical : double = 0.8 ", "critical : double = 0.7 ");
        assertThat(run(as("ann", "release", rules(), "--output", out())))
                .satisfies(refused(
                        4, "there is no release, for at the step of test:", " rule tests failed", "kill-score: "));
        changeTest("{action: OPEN_PROPOSED, killScore: 0.7999}", "{action: OPEN_PROPOSED, killScore: 0.6999}");
        changeTest("{action: OPEN_PROPOSED, killScore: 0.8}, ", "{action: OPEN_PROPOSED, killScore: 0.7}, ");
        changeTest("value: 0.8, limit: 0.8", "value: 0.7, limit: 0.7");
        changeTest("limit: 0.8}", "limit: 0.7}");
        fine(as("ann", "release", rules(), "--output", out()));
        fine("publish", file("1.1.0"));
        assertThat(fine("diff", "1.0.0", "1.1.0"))
                .contains("-    critical : double = 0.8 ", "+    critical : double = 0.7 ")
                .containsPattern("killScore.critical +0.8 +0.7 +score +tighter")
                .contains("together: tighter; needs no approval");
        assertThat(run("shadow", rules())).satisfies(refused(3, "daemons take signed releases only"));
        assertThat(fine("shadow", "1.1.0")).contains(" from release 1.1.0 is announced", "shadows it beside");
        assertThat(fine(as("ann", "activate", "1.1.0"))).contains("release 1.1.0 is active: tighter");
        awaitPermitBy("1.1.0", redis);
        await().untilAsserted(() -> assertThat(fine("shadow", "report")).contains("decides by it"));

        change("1.2.0", "critical : double = 0.7 ", "critical : double = 0.7001 ");
        changeTest("limit: 0.7}", "limit: 0.7001}");
        changeTest("killScore: 0.7}, ", "killScore: 0.7001}, ");
        changeTest("value: 0.7, ", "value: 0.7001, ");
        changeTest("killScore: 0.6999", "killScore: 0.7");
        fine(as("ann", "release", rules(), "--output", out()));
        fine("publish", file("1.2.0"));
        assertThat(run(as("ann", "activate", "1.2.0")))
                .satisfies(refused(3, "release 1.2.0 is looser, so someone with a key other than ann's must approve"));
        assertThat(fine(as("bob", "approve", "1.2.0")))
                .containsPattern("killScore.critical +0.7 +0.7001 +score +looser")
                .contains("release 1.2.0 is approved in place of 1.1.0");
        assertThat(fine(as("ann", "activate", "1.2.0"))).contains("release 1.2.0 is active: looser");
        awaitPermitBy("1.2.0", redis);

        assertThat(fine(as("bob", "rollback"))).contains("release 1.1.0 is active again");
        awaitPermitBy("1.1.0", redis);
        assertThat(fine("releases")).containsPattern("\\* +1.1.0 .* ann ").contains("governor-");
        JsonNode list = new ObjectMapper().readTree(fine("releases", "--format", "json"));
        assertThat(list.path("active").asText()).isEqualTo("1.1.0");
        assertThat(list.path("releases")).hasSize(3);
    }

    @Test
    void a_change_without_a_new_version_is_not_released() throws Exception {
        edit(directory.resolve("rules/gates/kill-score.drl"), "critical : double = 0.8 ", "critical : double = 0.7 ");
        assertThat(run(as("ann", "release", rules(), "--output", out())))
                .satisfies(refused(
                        3,
                        "there is no release, for at the step of lint:",
                        "gates/kill-score.drl:1: error: it has changed since version 1.0.1",
                        "raise it to @version(\"1.0.2\")"));
        assertThat(Path.of(file("1.0.0"))).doesNotExist();
    }

    @Test
    void a_rule_that_no_test_fires_is_released_only_with_a_reason() throws Exception {
        change("1.1.0", "rule \"kill-score: pass a close without a score\"", """
                rule "kill-score: conclude what nobody asked for"
                    @version("1.0.0") @owner("risk")
                when
                    KillScore( score > 7 )
                then
                    insert( new Unavailable( "plan", "missing", "" ) );
                end

                rule "kill-score: pass a close without a score\"""");
        assertThat(run(as("ann", "release", rules(), "--output", out())))
                .satisfies(refused(
                        4, "no test fires \"kill-score: conclude what nobody asked for\"", "--untested-because"));
        assertThat(fine(as(
                        "ann",
                        "release",
                        rules(),
                        "--output",
                        out(),
                        "--untested-because",
                        "the test comes tomorrow",
                        "--as",
                        "Ann B")))
                .contains(
                        "some rules are fired by no test, says Ann B: the test comes tomorrow (gates/kill-score.drl:");
        try (RedisView redis = new RedisView(TestRedis.uri())) {
            redis.commands().flushall();
            fine("publish", file("1.1.0"));
            assertThat(fine("releases"))
                    .contains("1.1.0 has rules that no test fires, says Ann B: the test comes tomorrow");
        }
    }

    @Test
    void what_is_missing_or_wrong_is_said_in_a_line() throws Exception {
        assertThat(run("publish", directory.resolve("none.rulebook").toString()))
                .satisfies(refused(1, "none.rulebook: no such file"));
        Path rubbish = Files.writeString(directory.resolve("rubbish.rulebook"), "rubbish");
        assertThat(run("publish", rubbish.toString())).satisfies(refused(3, "rubbish.rulebook: not a release"));
        assertThat(run("publish", directory.toString())).satisfies(refused(1, ": a directory; give a file"));
        assertThat(run("diff", "none.rulebook", rules()))
                .satisfies(refused(3, "none.rulebook: no such directory or release file here"));
        assertThat(run("releases", "--keys", "none"))
                .satisfies(refused(3, "none: no readable public key, there is no"));
        assertThat(run(as("ann", "activate", "9.9.9"))).satisfies(refused(3, "no release 9.9.9 is published"));
        assertThat(run(as("ann", "activate", "latest"))).satisfies(refused(3, "'latest' is not a version like 1.2.0"));
        assertThat(run("releases", "--keys", directory.resolve("rules").toString()))
                .satisfies(refused(3, "no public key (*.pub) here"));
        assertThat(run(as("ann", "rollback"))).satisfies(refused(3, "there is no earlier release to go back to"));
    }

    /** The daemon takes what is active within a few seconds; each plan has a symbol of its own, whose limits are not used up. */
    private static void awaitPermitBy(String version, RedisView redis) {
        await().pollInterval(Duration.ofMillis(500)).until(() -> {
            String plan = "plan-" + UUID.randomUUID();
            redis.publish(TestPlan.halfClose(plan, "S" + System.nanoTime() + "USDT"));
            await().until(() -> redis.commands().exists("quantum:permit:" + plan) == 1);
            return redis.permit(plan).path("rules_version").asText().equals(version);
        });
    }

    private static java.util.function.Consumer<Ended> refused(int code, String... words) {
        return ended -> {
            assertThat(ended.output()).contains(words).doesNotContain("\tat ", "Exception");
            assertThat(ended.code()).isEqualTo(code);
        };
    }

    private String trusted() {
        return directory.resolve("trusted").toString();
    }

    private String rules() {
        return directory.resolve("rules").toString();
    }

    /** Made by the first release. */
    private String out() {
        return directory.resolve("made").toString();
    }

    private String file(String version) {
        return Path.of(out(), "quantum-governor-" + version + ".rulebook").toString();
    }

    private void change(String version, String from, String to) throws IOException {
        Path rule = directory.resolve("rules/gates/kill-score.drl");
        edit(rule, from, to);
        Files.writeString(
                rule, Files.readString(rule).replaceAll("@version\\(\"[0-9.]+\"", "@version(\"" + version + "\""));
        Path manifest = directory.resolve("rules/rulebook.yaml");
        Files.writeString(manifest, Files.readString(manifest).replaceAll("version: .*", "version: " + version));
        assertThat(fine("lock", rules())).contains("the lock is renewed");
    }

    private void changeTest(String from, String to) throws IOException {
        edit(directory.resolve("rules/tests/kill-score.yaml"), from, to);
    }

    private static void edit(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }

    private String[] as(String person, String... command) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of(
                "--key", directory.resolve("keys/" + person + ".key").toString(), "--reason", "a test of " + person));
        return all.toArray(String[]::new);
    }

    private String fine(String... command) {
        Ended ended = run(command);
        assertThat(ended.code()).as("%s: %s", List.of(command), ended.output()).isZero();
        return ended.output();
    }

    private Ended run(String... command) {
        try {
            Path output = Files.createTempFile(directory, "output-", ".txt");
            ProcessBuilder builder =
                    GovernorProcess.builder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment()
                    .putAll(Map.of(
                            "REDIS_URL", TestRedis.uri(),
                            "GOV_RULEBOOK_KEYS", trusted()));
            Process process = builder.start();
            assertThat(process.waitFor(LONGEST_SEC, TimeUnit.SECONDS)).isTrue();
            return new Ended(process.exitValue(), Files.readString(output));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
