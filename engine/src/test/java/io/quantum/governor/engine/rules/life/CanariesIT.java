package io.quantum.governor.engine.rules.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import io.quantum.governor.engine.rules.ruletest.RuleTest;
import io.quantum.governor.engine.rules.ruletest.RuleTests;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestGovernor;
import io.quantum.governor.engine.testing.TestRedis;
import io.quantum.governor.engine.testing.TestRules;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Canaries of a running daemon. */
class CanariesIT {
    private static final Map<String, String> OFTEN = Map.of("GOV_CANARY_INTERVAL_SEC", "1");

    @Test
    void the_shipped_canaries_are_well_and_each_gate_has_one() {
        ActiveRules rules = ActiveRules.read(TestRules.SHIPPED, Map.of());
        List<RuleTest> canaries = canaries(rules, rules.texts());

        try (Trial trial = new Trial(rules.rulebook())) {
            canaries.forEach(trial::run);
            assertThat(trial.failures()).isEmpty();
        }
        assertThat(rules.texts().byPath().keySet().stream()
                        .filter(path -> path.startsWith("gates/"))
                        .map(path -> path.substring("gates/".length()).replace(".drl", ".yaml")))
                .isNotEmpty()
                .allSatisfy(
                        file -> assertThat(canaries).extracting(RuleTest::file).contains(file));
    }

    @Test
    void a_canary_that_fails_is_told_by_event_metric_and_health() {
        try (RedisView redis = new RedisView(TestRedis.uri())) {
            redis.commands().flushall();
            ActiveRules rules = TestRules.with(Map.of());
            SortedMap<String, String> texts = new TreeMap<>(rules.texts().byPath());
            texts.computeIfPresent(
                    "tests/kill-switch.yaml", (path, text) -> text.replace("decision: BLOCK", "decision: PERMIT"));
            List<RuleTest> wrong = canaries(rules, new RulebookTexts("test", texts));
            var admitted = new Admission.Admitted(rules, wrong, Instant.now(), Instant.now());
            try (TestGovernor governor = TestGovernor.start(TestRedis.uri(), OFTEN, admitted)) {
                await().atMost(RedisView.PATIENCE).until(() -> governor.metric("governor_canaries_failing") > 0);

                assertThat(governor.page("/health").statusCode()).isEqualTo(503);
                assertThat(governor.page("/health").body()).contains("failing").contains("kill-switch: ");
                await().atMost(RedisView.PATIENCE)
                        .until(() -> redis.entries(RedisView.EVENTS).stream()
                                .anyMatch(event -> "CANARY_FAILED".equals(event.get("event"))
                                        && event.getOrDefault("why", "").contains("kill-switch: ")));
            }
        }
    }

    private static List<RuleTest> canaries(ActiveRules rules, RulebookTexts texts) {
        return RuleTests.of(texts, rules.rulebook()).stream()
                .filter(RuleTest::canary)
                .toList();
    }
}
