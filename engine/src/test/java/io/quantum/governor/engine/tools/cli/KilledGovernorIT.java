package io.quantum.governor.engine.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quantum.governor.engine.testing.GovernorProcess;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestPlan;
import io.quantum.governor.loaders.sandbox.BundledRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A daemon in a JVM of its own that is killed in the middle of its work. */
class KilledGovernorIT {
    private static final int PLANS = 300;
    private static final int SYMBOLS = 30;
    private static final Map<String, String> PRODUCTION = Map.of("APPLY_MODE", "production");

    private final BundledRedis server = BundledRedis.start();
    private final RedisView redis = new RedisView(server.uri());

    @AfterEach
    void end() {
        redis.close();
        server.close();
    }

    @Test
    void every_plan_ends_with_exactly_one_outcome_though_the_governor_was_killed() {
        List<String> ids = new ArrayList<>();
        try (GovernorProcess first = GovernorProcess.run(server.uri(), PRODUCTION);
                GovernorProcess second = GovernorProcess.run(server.uri(), PRODUCTION)) {
            awaitReady(first);
            awaitReady(second);
            ids.addAll(redis.publish(plans(0, 200)));
            await().atMost(Duration.ofSeconds(40))
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> redis.commands().xlen(RedisView.AUDIT) >= 20);
            first.killHard();
            ids.addAll(redis.publish(plans(200, PLANS)));
            redis.awaitDecided(ids);
            await().atMost(RedisView.PATIENCE).until(() -> redis.pending() == 0);

            assertThat(second.isRunning()).isTrue();
        }
        Map<String, List<JsonNode>> audits = redis.audits();
        assertThat(audits).hasSize(PLANS).containsOnlyKeys(ids);
        assertThat(audits.values()).allSatisfy(of -> assertThat(of).hasSize(1));
        List<JsonNode> records = redis.awaitDecided(ids);
        for (int i = 0; i < PLANS; i++) {
            assertOneOutcome(i, records.get(i));
        }
        assertThat(redis.commands().xlen(RedisView.DEAD_LETTERS)).isEqualTo(PLANS / 10);
        assertLimits();
    }

    /** The burst gate lets two permits of a symbol through. */
    private void assertLimits() {
        for (int symbol = 0; symbol < SYMBOLS; symbol++) {
            long permits = redis.commands().llen("quantum:governor:exec:SYM" + symbol);
            assertThat(permits).as("SYM%d", symbol).isLessThanOrEqualTo(2);
        }
        long counted = IntStream.range(0, SYMBOLS)
                .mapToLong(symbol -> redis.commands().llen("quantum:governor:exec:SYM" + symbol))
                .sum();
        assertThat(redis.commands().keys("quantum:permit:*")).hasSize((int) counted);
    }

    private void assertOneOutcome(int plan, JsonNode audit) {
        String planId = "plan:" + plan;
        String outcome = audit.path("outcome").asText();
        assertThat(redis.permit(planId).isMissingNode()).as(planId).isEqualTo(!outcome.equals("PERMIT"));
        assertThat(redis.block(planId).isMissingNode()).as(planId).isEqualTo(!outcome.equals("BLOCK"));
        assertThat(outcome)
                .isIn(
                        switch (plan % 10) {
                            case 8 -> List.of("SKIP");
                            case 9 -> List.of("DEAD_LETTER");
                            default -> List.of("PERMIT", "BLOCK");
                        });
        assertThat(redis.eventsOf(planId)).as(planId).hasSize(plan % 10 < 8 ? 1 : 0);
    }

    /** Of ten plans one is to be skipped and one has no id. */
    private static List<TestPlan> plans(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> {
                    TestPlan plan = TestPlan.halfClose("plan:" + i, "SYM" + i % SYMBOLS);
                    return switch (i % 10) {
                        case 8 -> plan.with("decision", "HOLD");
                        case 9 -> plan.without("plan_id");
                        default -> plan;
                    };
                })
                .toList();
    }

    private static void awaitReady(GovernorProcess governor) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(governor.output()).contains("deciding plans"));
    }
}
