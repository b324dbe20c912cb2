package io.quantum.governor.engine.rules.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestGovernor;
import io.quantum.governor.engine.testing.TestPlan;
import io.quantum.governor.engine.testing.TestRedis;
import io.quantum.governor.engine.testing.TestRulebook;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that are switched while plans keep coming. */
class ReloadUnderLoadIT {
    private static final int RELOADS = 6;
    private static final int AT_ONCE = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void no_plan_is_lost_and_each_is_decided_and_recorded_by_one_version(@TempDir Path directory) {
        TestRulebook rulebook = TestRulebook.at(directory);
        try (RedisView redis = new RedisView(TestRedis.uri())) {
            redis.commands().flushall();
            try (TestGovernor governor = TestGovernor.start(
                    TestRedis.uri(), Map.of("APPLY_MODE", "production", "GOV_RULES_DIR", directory.toString()))) {
                AtomicBoolean going = new AtomicBoolean(true);
                CompletableFuture<List<String>> publisher = CompletableFuture.supplyAsync(() -> publish(going));
                for (int i = 1; i <= RELOADS; i++) {
                    String version = "1.0." + i;
                    if (i % 2 == 1) {
                        rulebook.lowerTheCriticalScore();
                    } else {
                        rulebook.raiseTheCriticalScore();
                    }
                    rulebook.replace("rulebook.yaml", "version: 1.0." + (i - 1), "version: " + version);
                    await().atMost(PATIENCE)
                            .until(() -> governor.page("/health").body().contains("\"version\":\"" + version + "\""));
                }
                await().atMost(PATIENCE)
                        .until(() -> redis.audits().values().stream()
                                .anyMatch(records -> version(records.get(0)).equals("1.0." + RELOADS)));
                going.set(false);
                List<String> ids = publisher.join();
                await().atMost(PATIENCE).until(() -> redis.audits().size() == ids.size());

                TreeSet<String> versions = new TreeSet<>();
                redis.audits().values().forEach(records -> {
                    assertThat(records).hasSize(1);
                    versions.add(assertOneVersion(redis, records.get(0)));
                });
                assertThat(versions).hasSize(RELOADS + 1);
                assertThat(redis.pending()).isZero();
            }
        }
    }

    /** The version in the record, its threshold, the limit that the gate judged by, and the block agree. */
    private static String assertOneVersion(RedisView redis, JsonNode record) {
        JsonNode rulebook = record.path("rulebook");
        String version = version(record);
        boolean lowered = (version.charAt(version.length() - 1) - '0') % 2 == 1;
        double critical = lowered ? 0.7 : 0.8;
        assertThat(rulebook.path("thresholds").path("killScore.critical").asDouble())
                .isEqualTo(critical);
        for (JsonNode gate : record.path("gates")) {
            if (gate.path("name").asText().equals("kill-score")) {
                assertThat(gate.path("limit").asDouble()).isEqualTo(critical);
                assertThat(gate.path("answer").asText()).isEqualTo(lowered ? "BLOCK" : "PASS");
            }
        }
        JsonNode block = redis.block(record.path("plan").path("plan_id").asText());
        assertThat(block.path("rules_version").asText()).isEqualTo(version);
        assertThat(block.path("reason").asText())
                .isEqualTo(record.path("reason").asText());
        return version;
    }

    private static String version(JsonNode record) {
        return record.path("rulebook").path("version").asText();
    }

    private static List<String> publish(AtomicBoolean going) {
        List<String> ids = new ArrayList<>();
        try (RedisView redis = new RedisView(TestRedis.uri())) {
            while (going.get()) {
                int from = ids.size();
                ids.addAll(redis.publish(IntStream.range(from, from + AT_ONCE)
                        .mapToObj(i -> TestPlan.open("load:" + i, "S" + i % 50 + "USDT", "1")
                                .with("kill_score", TestRulebook.BETWEEN))
                        .toList()));
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        }
        return ids;
    }
}
