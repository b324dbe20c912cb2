package io.quantum.governor.engine.decide.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.quantum.governor.engine.rules.evaluate.Evaluator;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.engine.serve.daemon.RedisClients;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestPlan;
import io.quantum.governor.engine.testing.TestRedis;
import io.quantum.governor.engine.testing.TestRules;
import io.quantum.governor.facts.ApplyMode;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.Plan;
import io.quantum.governor.loaders.gauge.GaugePages;
import io.quantum.governor.loaders.redis.CandidateFacts;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rules may be switched between any two batches, also when plans of one must be decided again. */
class RulesSwitchIT {
    private static final ActiveRules RULES = TestRules.with(Map.of());

    private final RedisView redis = new RedisView(TestRedis.uri());
    private final AtomicInteger inForce = new AtomicInteger();
    private final Set<String> overtaken = new HashSet<>();

    @Test
    void a_plan_that_must_be_decided_again_never_meets_rules_that_were_replaced() throws InterruptedException {
        redis.commands().flushall();
        List<String> ids = redis.publish(IntStream.range(0, 60)
                .mapToObj(i -> TestPlan.halfClose("plan-" + i, "SYM" + i))
                .toList());
        RedisClient client = RedisClients.of(List.of(RedisURI.create(TestRedis.uri())));
        try (Evaluator evaluator = new Evaluator(RULES.rulebook(), RULES.thresholds())) {
            PlanLoop loop = PlanLoops.of(
                    client,
                    new StreamNames(RedisView.PLANS, RedisView.RESULTS, RedisView.EVENTS),
                    "switching",
                    10,
                    () -> switched(evaluator),
                    CandidateFacts.NONE::declarations,
                    (symbol, side, now) -> List.of(),
                    new GaugePages(Map.of(), Duration.ofSeconds(1), Clock.systemUTC()),
                    () -> new ApplyMode("production"),
                    outcome -> {},
                    new RedisState(),
                    Clock.systemUTC());
            Thread thread = new Thread(loop, "plan-loop");
            thread.start();
            try {
                List<JsonNode> audits = redis.awaitDecided(ids);

                assertThat(audits).hasSize(60);
                assertThat(audits)
                        .extracting(audit -> audit.path("reason").asText())
                        .doesNotContain("evaluation_error");
                assertThat(overtaken).hasSize(60);
            } finally {
                loop.close();
                thread.join();
            }
        } finally {
            RedisClients.close(client);
            redis.close();
        }
    }

    /** Rules that fail as soon as there are newer ones, as closed sessions do. */
    private PlanRules switched(Evaluator evaluator) {
        int version = inForce.incrementAndGet();
        return new PlanRules(
                facts -> {
                    if (inForce.get() != version) {
                        throw new IllegalStateException("these rules were replaced");
                    }
                    overtake(facts);
                    return evaluator.evaluate(facts);
                },
                RULES.rulebook().kinds().declared(Part.PLAN),
                RULES.inForce());
    }

    /** Another governor's permit comes first, once for each plan. */
    private void overtake(List<Fact> facts) {
        String symbol = facts.stream()
                .filter(Plan.class::isInstance)
                .map(Plan.class::cast)
                .findFirst()
                .orElseThrow()
                .symbol();
        if (overtaken.add(symbol)) {
            redis.commands().lpush("quantum:governor:exec:" + symbol, "1".getBytes(StandardCharsets.UTF_8));
        }
    }
}
