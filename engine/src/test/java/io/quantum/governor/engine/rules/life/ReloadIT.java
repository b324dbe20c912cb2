package io.quantum.governor.engine.rules.life;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.record.audit.Deed;
import io.quantum.governor.engine.record.audit.RecordReader;
import io.quantum.governor.engine.rules.rulebook.RecordedFact;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestGovernor;
import io.quantum.governor.engine.testing.TestPlan;
import io.quantum.governor.engine.testing.TestRedis;
import io.quantum.governor.engine.testing.TestRulebook;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running daemon whose rulebook is edited. */
class ReloadIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TOKEN = "correct horse battery staple";

    private final RedisView redis = new RedisView(TestRedis.uri());
    private final Path home;
    private final TestRulebook rulebook;
    private int plans;

    ReloadIT(@TempDir Path home) {
        this.home = home;
        this.rulebook = TestRulebook.at(home.resolve("rules"));
        redis.commands().flushall();
    }

    @AfterEach
    void end() {
        redis.close();
    }

    @Test
    void a_saved_threshold_decides_the_next_plans() {
        try (TestGovernor governor = start(Map.of())) {
            assertThat(decide(TestRulebook.BETWEEN)).isEqualTo("1.0.0 PERMIT");

            rulebook.lowerTheCriticalScore().version("1.1.0");

            awaitVersion(governor, "1.1.0");
            assertThat(decide(TestRulebook.BETWEEN)).isEqualTo("1.1.0 BLOCK");
            assertThat(redis.block("reload:2").path("rules_version").asText()).isEqualTo("1.1.0");
            awaitEvents("RULES_ACTIVATED");
            Deed activated = deed("RULES_ACTIVATED");
            assertThat(activated.before()).startsWith("1.0.0 (");
            assertThat(activated.after()).startsWith("1.1.0 (");
            assertThat(activated.version()).isEqualTo("1.1.0");
            assertThat(activated.who()).startsWith("governor-");
            assertThat(governor.metric("governor_rulebook_reloads_total{result=\"activated\"}"))
                    .isEqualTo(1);
            assertThat(governor.page("/metrics").body())
                    .contains("version=\"1.1.0\"} 1.0")
                    .doesNotContain("1.0.0\"");
        }
    }

    @Test
    void a_broken_file_is_named_with_its_line_and_the_old_rules_stay() {
        try (TestGovernor governor = start(Map.of())) {
            int line = rulebook.version("1.1.0").breakBurst();

            JsonNode refusal = awaitRefusal(governor);
            assertThat(refusal.path("step").asText()).isEqualTo("lint");
            assertThat(refusal.path("why").asText()).contains("gates/burst.drl:" + line + ": ");
            assertThat(governor.page("/health").statusCode()).isEqualTo(200);
            assertThat(decide(TestRulebook.BETWEEN)).isEqualTo("1.0.0 PERMIT");
            Map<String, String> event = awaitEvents("RULES_REJECTED").get(0);
            assertThat(event.get("why")).contains("gates/burst.drl:" + line);
            assertThat(event).containsEntry("version", "1.0.0").containsEntry("step", "lint");
            Deed refused = deed("RULES_REJECTED");
            assertThat(refused.why()).contains("gates/burst.drl:" + line);
            assertThat(refused.before()).startsWith("1.0.0 (").isEqualTo(refused.after());
            assertThat(refused.more()).containsEntry("step", "lint");
            assertThat(governor.metric("governor_rulebook_refused")).isEqualTo(1);

            rulebook.replace("gates/burst.drl", "\nwhenever\n", "\nwhen\n");
            awaitVersion(governor, "1.1.0");
            assertThat(health(governor).path("reload").asText()).isEqualTo("up to date");
            assertThat(governor.metric("governor_rulebook_refused")).isZero();
        }
    }

    @Test
    void rules_that_fail_their_tests_do_not_decide() {
        try (TestGovernor governor = start(Map.of())) {
            rulebook.replace("gates/kill-score.drl", "double = 0.8 ", "double = 0.7 ")
                    .version("1.1.0");

            JsonNode refusal = awaitRefusal(governor);
            assertThat(refusal.path("step").asText()).isEqualTo("test");
            assertThat(refusal.path("why").asText())
                    .contains("an opening plan at the critical score is blocked, one below passes");
            assertThat(decide(TestRulebook.BETWEEN)).isEqualTo("1.0.0 PERMIT");
        }
    }

    @Test
    void a_rule_file_without_tests_does_not_decide() throws IOException {
        try (TestGovernor governor = start(Map.of())) {
            Files.delete(rulebook.directory().resolve("tests/burst.yaml"));

            assertThat(awaitRefusal(governor).path("why").asText())
                    .contains("gates/burst.drl: no test file; write tests/burst.yaml");
        }
    }

    @Test
    void an_override_holds_for_the_new_rules_too() {
        try (TestGovernor governor = start(Map.of("GOV_KILL_SCORE_CRITICAL", "0.9"))) {
            rulebook.lowerTheCriticalScore().version("1.1.0");

            awaitVersion(governor, "1.1.0");
            assertThat(decide("0.85")).isEqualTo("1.1.0 PERMIT");
            assertThat(governor.page("/health").body())
                    .contains("GOV_KILL_SCORE_CRITICAL=0.9 overrides killScore.critical 0.7");
        }
    }

    @Test
    void an_override_that_the_new_rules_do_not_allow_refuses_them() {
        try (TestGovernor governor = start(Map.of("GOV_KILL_SCORE_CRITICAL", "0.9"))) {
            rulebook.lowerTheCriticalScore()
                    .replace("gates/kill-score.drl", "@bounds(\"0..1\")", "@bounds(\"0..0.85\")");

            JsonNode refusal = awaitRefusal(governor);
            assertThat(refusal.path("step").asText()).isEqualTo("overrides");
            assertThat(refusal.path("why").asText()).startsWith("GOV_KILL_SCORE_CRITICAL: '0.9' is not allowed");
        }
    }

    @Test
    void files_that_are_renamed_into_place_are_followed() {
        try (TestGovernor governor = start(Map.of())) {
            rulebook.replaceByRename("tests/kill-score.yaml", "killScore: 0.7999", "killScore: 0.6999")
                    .replaceByRename("tests/kill-score.yaml", "limit: 0.8}", "limit: 0.7}")
                    .replaceByRename("gates/kill-score.drl", "double = 0.8 ", "double = 0.7 ")
                    .replaceByRename("rulebook.yaml", "1.0.0", "1.1.0");

            awaitVersion(governor, "1.1.0");
            assertThat(decide(TestRulebook.BETWEEN)).isEqualTo("1.1.0 BLOCK");
            assertThat(events("RULES_REJECTED")).isEmpty();
        }
    }

    @Test
    void what_git_checks_out_is_followed() throws Exception {
        git("init", "-q");
        commit("before");
        rulebook.lowerTheCriticalScore().version("1.1.0");
        commit("after");
        git("checkout", "-q", "HEAD~1");
        try (TestGovernor governor = start(Map.of())) {
            assertThat(decide(TestRulebook.BETWEEN)).isEqualTo("1.0.0 PERMIT");

            git("checkout", "-q", "-");

            awaitVersion(governor, "1.1.0");
            assertThat(decide(TestRulebook.BETWEEN)).isEqualTo("1.1.0 BLOCK");
            assertThat(events("RULES_REJECTED")).isEmpty();
        }
    }

    private void commit(String message) throws Exception {
        git("add", ".");
        git("-c", "user.name=risk", "-c", "user.email=risk@localhost", "commit", "-q", "-m", message);
    }

    private void git(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        int code = new ProcessBuilder(command)
                .directory(rulebook.directory().toFile())
                .inheritIO()
                .start()
                .waitFor();
        assertThat(code).as("%s", command).isZero();
    }

    @Test
    void rules_that_feed_themselves_block_only_the_plans_for_which_they_do() {
        rulebook.write("endless.drl", """
                // Endless: it feeds itself, and no test has noticed.
                package governor.endless
                import io.quantum.governor.facts.Judged
                import io.quantum.governor.facts.Plan

                rule "endless: feed itself"
                    @version("1.0.0") @owner("risk")
                when
                    Judged()
                    Plan( symbol == "LOOPUSDT" )
                then
                    insert( new Judged() );
                end
                """).write("tests/endless.yaml", """
                now: 2026-01-28T12:00:00Z
                mode: production
                facts: calm
                tests:
                  - name: nothing happens to others
                    plan: {symbol: BTCUSDT}
                    expect: {decision: PERMIT}
                """);
        try (TestGovernor governor = start(Map.of())) {
            List<JsonNode> audits =
                    redis.decide(TestPlan.open("loop", "LOOPUSDT", "1"), TestPlan.open("neighbour", "ETHUSDT", "1"));
            assertThat(RecordReader.read(Json.bytes(audits.get(0))).facts())
                    .extracting(RecordedFact::kind)
                    .contains("plan");
            assertThat(redis.block("loop").path("reason").asText()).isEqualTo("evaluation_error");
            assertThat(decide("0.1")).isEqualTo("1.0.0 PERMIT");
            assertThat(governor.page("/health").statusCode()).isEqualTo(200);

            for (String symbol : List.of("LOOPUSDT", "ETHUSDT")) {
                redis.commands().lpush("quantum:governor:exec:" + symbol, "1".getBytes(StandardCharsets.UTF_8));
            }
            HttpResponse<String> status = governor.page("/api/status");
            assertThat(status.statusCode()).isEqualTo(200);
            assertThat(status.body())
                    .contains("the rules came to no usable end: the rules did not come to an end within")
                    .contains("ETHUSDT", "hourly-rate");
        }
    }

    @Test
    void a_link_that_is_switched_to_another_directory_is_followed() throws IOException {
        // as Kubernetes lays out a volume: the files are links through ..data, which is switched
        Path volume = home.resolve("volume");
        Files.createDirectories(volume);
        TestRulebook.at(volume.resolve("..1"));
        TestRulebook.at(volume.resolve("..2")).lowerTheCriticalScore().version("1.1.0");
        Files.createSymbolicLink(volume.resolve("..data"), Path.of("..1"));
        for (Path file : List.of(
                Path.of("facts"),
                Path.of("gates"),
                Path.of("hints"),
                Path.of("budget"),
                Path.of("allocation"),
                Path.of("disarm"),
                Path.of("tests"))) {
            Files.createSymbolicLink(volume.resolve(file), Path.of("..data").resolve(file));
        }
        for (String file :
                List.of("rulebook.yaml", "intake.drl", "modes.drl", "order.drl", "position.drl", "verdict.drl")) {
            Files.createSymbolicLink(volume.resolve(file), Path.of("..data").resolve(file));
        }
        try (TestGovernor governor = start(volume, Map.of())) {
            assertThat(decide(TestRulebook.BETWEEN)).isEqualTo("1.0.0 PERMIT");

            Files.createSymbolicLink(volume.resolve("..data_tmp"), Path.of("..2"));
            Files.move(volume.resolve("..data_tmp"), volume.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);

            awaitVersion(governor, "1.1.0");
            assertThat(decide(TestRulebook.BETWEEN)).isEqualTo("1.1.0 BLOCK");
        }
    }

    @Test
    void the_directory_itself_may_be_a_link() throws IOException {
        TestRulebook.at(home.resolve("next")).version("1.2.0");
        Path current = Files.createSymbolicLink(home.resolve("current"), rulebook.directory());
        try (TestGovernor governor = start(current, Map.of())) {
            Files.createSymbolicLink(home.resolve("switch"), home.resolve("next"));
            Files.move(home.resolve("switch"), current, StandardCopyOption.ATOMIC_MOVE);

            awaitVersion(governor, "1.2.0");
        }
    }

    @Test
    void a_directory_that_is_gone_is_told_and_the_rules_stay() throws IOException {
        try (TestGovernor governor = start(Map.of())) {
            Files.move(rulebook.directory(), home.resolve("elsewhere"));
            assertThat(awaitRefusal(governor).path("step").asText()).isEqualTo("read");
            assertThat(decide(TestRulebook.BETWEEN)).isEqualTo("1.0.0 PERMIT");

            Files.move(home.resolve("elsewhere"), rulebook.directory());
            await().atMost(PATIENCE)
                    .until(() -> health(governor).path("reload").asText().equals("up to date"));
        }
    }

    @Test
    void files_that_are_saved_without_a_change_are_no_reload() throws IOException {
        try (TestGovernor governor = start(Map.of("GOV_API_TOKEN", TOKEN))) {
            String text = rulebook.text("gates/burst.drl");
            Files.writeString(rulebook.directory().resolve("gates/burst.drl"), text);

            HttpResponse<String> answer = governor.post("/api/rulebook/reload", TOKEN);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("\"result\":\"unchanged\"");
            // the lock is for lint alone
            rulebook.write("rulebook.lock", "# renewed\n");
            assertThat(governor.post("/api/rulebook/reload", TOKEN).body()).contains("\"result\":\"unchanged\"");
            assertThat(governor.metric("governor_rulebook_reloads_total{result=\"activated\"}"))
                    .isZero();
        }
    }

    @Test
    void a_reload_that_is_asked_for_tells_what_became_of_it() {
        try (TestGovernor governor = start(Map.of("GOV_API_TOKEN", TOKEN))) {
            int line = rulebook.breakBurst();

            HttpResponse<String> answer = governor.post("/api/rulebook/reload", TOKEN);
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.body()).contains("\"result\":\"refused\"").contains("gates/burst.drl:" + line);
        }
    }

    @Test
    void a_reload_needs_the_token() {
        try (TestGovernor governor = start(Map.of("GOV_API_TOKEN", TOKEN))) {
            for (String wrong : List.of("", "wrong", TOKEN + "x", TOKEN.substring(1))) {
                HttpResponse<String> answer = governor.post("/api/rulebook/reload", wrong);
                assertThat(answer.statusCode()).as(wrong).isEqualTo(401);
                assertThat(answer.body()).doesNotContain(TOKEN);
            }
        }
    }

    @Test
    void without_a_token_in_the_settings_nobody_can_ask_for_a_reload() {
        try (TestGovernor governor = start(Map.of())) {
            HttpResponse<String> answer = governor.post("/api/rulebook/reload", "anything");
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("GOV_API_TOKEN");
        }
    }

    private TestGovernor start(Map<String, String> environment) {
        return start(rulebook.directory(), environment);
    }

    private static TestGovernor start(Path directory, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("APPLY_MODE", "production");
        all.put("GOV_RULES_DIR", directory.toString());
        return TestGovernor.start(TestRedis.uri(), all);
    }

    /** Lets an opening plan of that score be decided; tells by which version, and what kill-score made of it. */
    private String decide(String score) {
        String id = "reload:" + ++plans;
        TestPlan plan = TestPlan.open(id, "S" + plans + "USDT", "1").with("kill_score", score);
        JsonNode record = redis.decide(plan).get(0);
        String answer = "none";
        for (JsonNode gate : record.path("gates")) {
            if (gate.path("name").asText().equals("kill-score")) {
                answer = gate.path("answer").asText().equals("PASS") ? "PERMIT" : "BLOCK";
            }
        }
        return record.path("rulebook").path("version").asText() + " " + answer;
    }

    private static void awaitVersion(TestGovernor governor, String version) {
        await().atMost(PATIENCE)
                .until(() -> health(governor)
                        .path("rulebook")
                        .path("version")
                        .asText()
                        .equals(version));
    }

    private static JsonNode awaitRefusal(TestGovernor governor) {
        await().atMost(PATIENCE).until(() -> health(governor).path("reload").isObject());
        return health(governor).path("reload");
    }

    private List<Map<String, String>> awaitEvents(String name) {
        await().atMost(PATIENCE).until(() -> !events(name).isEmpty());
        return events(name);
    }

    private List<Map<String, String>> events(String name) {
        return redis.entries(RedisView.EVENTS).stream()
                .filter(event -> name.equals(event.get("event")))
                .toList();
    }

    private static JsonNode health(TestGovernor governor) {
        try {
            return new ObjectMapper().readTree(governor.page("/health").body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The only deed of that name on record. */
    private Deed deed(String name) {
        List<Deed> deeds = redis.entries(RedisView.AUDIT).stream()
                .map(entry -> entry.getOrDefault("json", "").getBytes(UTF_8))
                .filter(Deed::isDeed)
                .map(Deed::read)
                .filter(deed -> deed.deed().equals(name))
                .toList();
        assertThat(deeds).hasSize(1);
        return deeds.get(0);
    }
}
