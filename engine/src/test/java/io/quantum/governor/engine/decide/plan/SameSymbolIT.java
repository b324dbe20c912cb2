package io.quantum.governor.engine.decide.plan;

import static io.quantum.governor.engine.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestGovernor;
import io.quantum.governor.engine.testing.TestPlan;
import io.quantum.governor.engine.testing.TestRedis;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Limits per symbol hold exactly, in one batch and among several governors. */
class SameSymbolIT {
    private static final int LIMIT = 3;
    private static final Map<String, String> HOURLY_LIMIT_ALONE = Map.of(
            "APPLY_MODE", "production",
            "GOV_MAX_EXEC_PER_HOUR", Integer.toString(LIMIT),
            "GOV_MAX_EXEC_PER_5MIN", "100",
            "GOV_MAX_REDUCE_QTY_PER_DAY", "1000000");

    private final RedisView redis = new RedisView(TestRedis.uri());

    @BeforeEach
    void empty() {
        redis.commands().flushall();
    }

    @AfterEach
    void leaves_nothing_pending() {
        assertThat(redis.pending()).isZero();
        redis.close();
    }

    @Test
    void plans_of_one_batch_are_decided_one_after_the_other() {
        List<String> ids;
        try (TestGovernor governor = TestGovernor.start(TestRedis.uri(), HOURLY_LIMIT_ALONE)) {
            ids = redis.publish(plans("BTCUSDT", 40));
            List<JsonNode> audits = redis.awaitDecided(ids);

            assertThat(audits.subList(0, LIMIT))
                    .extracting(SameSymbolIT::outcome)
                    .containsOnly("PERMIT");
            assertThat(audits.subList(LIMIT, 40))
                    .extracting(SameSymbolIT::outcome)
                    .containsOnly("BLOCK");
            assertThat(audits.subList(LIMIT, 40))
                    .allSatisfy(
                            audit -> assertThat(audit.path("reason").asText()).isEqualTo("hourly_limit_exceeded"));
            governor.awaitOutcomes(40);
        }
        assertThat(redis.commands().keys("quantum:permit:*")).hasSize(LIMIT);
        assertThat(redis.commands().llen("quantum:governor:exec:BTCUSDT")).isEqualTo(LIMIT);
    }

    @Test
    void two_governors_together_issue_exactly_as_many_permits_as_one_may() {
        List<String> ids = new ArrayList<>();
        try (TestGovernor one = TestGovernor.start(TestRedis.uri(), HOURLY_LIMIT_ALONE);
                TestGovernor two = TestGovernor.start(TestRedis.uri(), HOURLY_LIMIT_ALONE)) {
            // so that the plans of a symbol fall to both
            for (int round = 0; round < 20; round++) {
                int of = round;
                ids.addAll(redis.publish(IntStream.range(0, 20)
                        .mapToObj(symbol -> plan("SYM" + symbol, of))
                        .toList()));
            }
            redis.awaitDecided(ids);
            await().untilAsserted(() ->
                    assertThat(one.outcomes().size() + two.outcomes().size()).isEqualTo(400));
            assertThat(one.outcomes()).isNotEmpty();
            assertThat(two.outcomes()).isNotEmpty();
        }
        for (int symbol = 0; symbol < 20; symbol++) {
            assertThat(redis.commands().keys("quantum:permit:SYM" + symbol + "-*"))
                    .hasSize(LIMIT);
            assertThat(redis.commands().llen("quantum:governor:exec:SYM" + symbol))
                    .isEqualTo(LIMIT);
        }
        assertThat(redis.commands().keys("quantum:governor:block:*")).hasSize(20 * (20 - LIMIT));
        assertThat(redis.audits()).hasSize(400).containsOnlyKeys(new HashSet<>(ids));
        assertThat(redis.audits().values())
                .allSatisfy(records -> assertThat(records).hasSize(1));
    }

    private static String outcome(JsonNode audit) {
        return audit.path("outcome").asText();
    }

    private static List<TestPlan> plans(String symbol, int count) {
        return IntStream.range(0, count).mapToObj(i -> plan(symbol, i)).toList();
    }

    private static TestPlan plan(String symbol, int number) {
        return TestPlan.halfClose(symbol + "-" + number, symbol);
    }
}
