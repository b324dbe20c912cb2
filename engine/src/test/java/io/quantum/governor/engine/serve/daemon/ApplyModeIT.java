package io.quantum.governor.engine.serve.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestGovernor;
import io.quantum.governor.engine.testing.TestPlan;
import io.quantum.governor.engine.testing.TestRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By which mode plans are judged when the executor's file sets one that nobody knows. */
class ApplyModeIT {
    @Test
    void a_mode_that_nobody_knows_is_production_until_the_file_has_set_one(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("apply-layer.env");
        Files.writeString(file, "APPLY_MODE=production   # live\n");
        try (RedisView redis = new RedisView(TestRedis.uri())) {
            redis.commands().flushall();
            try (TestGovernor governor = TestGovernor.start(
                    TestRedis.uri(), Map.of("APPLY_MODE", "testnet", "APPLY_CONFIG_PATH", file.toString()))) {
                assertThat(governor.page("/health").body())
                        .contains("\"mode\":\"production\"", "which is no mode; that counts as production");
                redis.decide(TestPlan.halfClose("hot", "BTCUSDT")
                        .with("action", "OPEN")
                        .with("kill_score", "0.9"));
                assertThat(redis.block("hot").path("reason").asText()).isEqualTo("kill_score_critical_non_close");
                await().atMost(RedisView.PATIENCE)
                        .until(() -> redis.entries(RedisView.EVENTS).stream()
                                .anyMatch(event -> "APPLY_MODE_REFUSED".equals(event.get("event"))
                                        && "production".equals(event.get("mode"))));

                Files.writeString(file, "APPLY_MODE=testnet\n");
                await().atMost(RedisView.PATIENCE)
                        .until(() -> governor.page("/health").body().contains("\"mode\":\"testnet\""));
            }
        }
    }
}
