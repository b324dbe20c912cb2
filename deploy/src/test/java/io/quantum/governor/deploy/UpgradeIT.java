package io.quantum.governor.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quantum.governor.loaders.sandbox.BundledRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.resps.StreamEntry;

/** Two governors are replaced one after the other, as the page on installing says, while plans come. */
class UpgradeIT {
    private static final int PLANS_AT_ONCE = 25;
    private static final long BETWEEN_MILLIS = 50;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern PLAN = Pattern.compile("\"(upgrade:\\d+)\"");
    private static final String AUDIT = "quantum:stream:governor.audit";

    @Test
    void eachPlanHasOneOutcome(@TempDir Path directory) throws Exception {
        try (BundledRedis redis = BundledRedis.start();
                Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
            Map<String, String> first = environment(redis, directory);
            Map<String, String> second = environment(redis, directory);
            RunningGovernor one = RunningGovernor.start(first, directory.resolve("one"));
            RunningGovernor other = RunningGovernor.start(second, directory.resolve("other"));
            SteadyPublisher publisher = new SteadyPublisher(redis.port(), "upgrade", PLANS_AT_ONCE, BETWEEN_MILLIS);

            one.close();
            one = RunningGovernor.start(first, directory.resolve("one"));
            other.close();
            other = RunningGovernor.start(second, directory.resolve("other"));

            publisher.close();
            int published = publisher.published();
            await().atMost(PATIENCE).until(() -> outcomes(jedis).size() >= published);
            one.close();
            other.close();
            assertThat(published).isGreaterThan(1000);
            assertThat(outcomes(jedis))
                    .hasSize(published)
                    .allSatisfy((plan, times) -> assertThat(times).isEqualTo(1));
            System.out.println(published + " plans, longest time without a decision: " + longestGap(jedis) + " ms");
        }
    }

    private static Map<String, String> environment(BundledRedis redis, Path directory) throws Exception {
        Map<String, String> environment = new HashMap<>();
        environment.put("REDIS_URL", redis.uri());
        environment.put("APPLY_MODE", "production");
        environment.put("APPLY_CONFIG_PATH", directory.resolve("none").toString());
        environment.put("GOV_AUDIT_URL", "off");
        // a burst is what this test makes, and a disarm that can't be carried out here is rightly no good health
        environment.put("GOV_ENABLE_AUTO_DISARM", "false");
        for (String port : List.of("METRICS_PORT", "BUDGET_PORT", "ALLOCATION_PORT")) {
            environment.put(port, RunningGovernor.freePort());
        }
        return environment;
    }

    private static List<StreamEntry> audit(Jedis jedis) {
        return jedis.xrange(AUDIT, "-", "+");
    }

    /** How many records each plan has. */
    private static Map<String, Integer> outcomes(Jedis jedis) {
        Map<String, Integer> outcomes = new TreeMap<>();
        for (StreamEntry entry : audit(jedis)) {
            Matcher plan = PLAN.matcher(entry.getFields().getOrDefault("json", ""));
            if (plan.find()) {
                outcomes.merge(plan.group(1), 1, Integer::sum);
            }
        }
        return outcomes;
    }

    private static long longestGap(Jedis jedis) {
        long longest = 0;
        long before = 0;
        for (StreamEntry entry : audit(jedis)) {
            if (PLAN.matcher(entry.getFields().getOrDefault("json", "")).find()) {
                long at = entry.getID().getTime();
                longest = before == 0 ? 0 : Math.max(longest, at - before);
                before = at;
            }
        }
        return longest;
    }
}
