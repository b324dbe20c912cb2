package io.quantum.governor.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quantum.governor.deploy.Commands.Ended;
import io.quantum.governor.loaders.sandbox.BundledRedis;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The proofs pass for a governor that is well, in every mode and again and again, and each notices one that is not. */
class ProofsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final List<String> PROOFS = List.of(
            "p28-budget", "p28-enforce", "p29-gate", "p31-step1-allocation", "p31-step2-downsize", "p32-governor");

    /** What the proof of the same place must notice. */
    private static final Map<String, String> FAULTS = Map.of(
            "BASE_RISK_PCT", "0",
            "GOV_BUDGET_MAX_AGE_SEC", "86400",
            "GOV_TARGET_MAX_AGE_SEC", "86400",
            "P31_SCALE", "0",
            "P31_DOWNSIZE_THRESHOLD", "0.0001",
            "GOV_MAX_EXEC_PER_HOUR", "100",
            "MIN_BUDGET_K", "0");

    private Path directory;

    @BeforeEach
    void needs(@TempDir Path own) throws Exception {
        directory = own;
        Commands.need("redis-cli", "curl");
    }

    @ParameterizedTest
    @ValueSource(strings = {"production", "testnet", "dry_run"})
    void aGovernorThatIsWellPassesTwice(String mode) throws Exception {
        try (BundledRedis redis = BundledRedis.start()) {
            Map<String, String> environment = environment(redis, mode);
            try (RunningGovernor governor = RunningGovernor.start(environment, directory.resolve("log"))) {
                for (String proof : List.of(
                        PROOFS.get(5), PROOFS.get(0), PROOFS.get(3), PROOFS.get(1), PROOFS.get(2), PROOFS.get(4))) {
                    prove(proof, environment, 0);
                    prove(proof, environment, 0);
                }
                // a cycle that was under way may have written once more
                assertThatAllEnd(redis);
                assertThat(governor.isRunning()).isTrue();
            }
        }
    }

    @Test
    void eachNoticesItsFault() throws Exception {
        try (BundledRedis redis = BundledRedis.start()) {
            Map<String, String> environment = environment(redis, "production");
            environment.putAll(FAULTS);
            try (RunningGovernor governor = RunningGovernor.start(environment, directory.resolve("log"))) {
                for (String proof : PROOFS) {
                    prove(proof, environment, 1);
                }
                assertThat(governor.isRunning()).isTrue();
            }
        }
    }

    @Test
    void whatAKilledProofHasPlantedEndsByItself() throws Exception {
        try (BundledRedis redis = BundledRedis.start()) {
            Map<String, String> environment = environment(redis, "production");
            for (String proof : PROOFS) {
                Process killed = Commands.command(
                                environment, Path.of("proofs", proof + ".sh").toString())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                await().atMost(PATIENCE)
                        .until(() -> !redis(redis, "KEYS", "*PROOF*").isBlank());
                killed.destroyForcibly().waitFor();
                assertThatAllEnd(redis);
                redis(redis, "FLUSHALL");
                tellPortfolio(redis);
            }
        }
    }

    @Test
    void withoutADaemonEachFails() throws Exception {
        try (BundledRedis redis = BundledRedis.start()) {
            Map<String, String> environment = environment(redis, "production");
            environment.put("PROOF_PATIENCE_SEC", "0");
            environment.put("PROOF_CYCLES_SEC", "0");
            for (String proof : PROOFS) {
                prove(proof, environment, 1);
            }
        }
    }

    private static void prove(String proof, Map<String, String> environment, int code) throws Exception {
        Ended ended = Commands.end(environment, Path.of("proofs", proof + ".sh").toString());
        assertThat(ended.code()).as(proof + ": " + ended.output()).isEqualTo(code);
        assertThat(ended.output()
                                .lines()
                                .filter(line -> line.startsWith("FAIL"))
                                .count()
                        > 0)
                .as(proof + ": " + ended.output())
                .isEqualTo(code == 1);
        assertThat(ended.output()).contains(proof + ": ", " passed, ");
    }

    private Map<String, String> environment(BundledRedis redis, String mode) throws IOException, InterruptedException {
        tellPortfolio(redis);
        Map<String, String> environment = new HashMap<>(Map.of("STALE_SEC", "86400", "LOOP_INTERVAL_SEC", "1"));
        environment.putAll(Map.of(
                "REDIS_HOST",
                "127.0.0.1",
                "REDIS_PORT",
                Integer.toString(redis.port()),
                "APPLY_MODE",
                mode,
                "APPLY_CONFIG_PATH",
                directory.resolve("none").toString(),
                "GOV_AUDIT_URL",
                "off",
                "METRICS_PORT",
                RunningGovernor.freePort(),
                "BUDGET_PORT",
                RunningGovernor.freePort(),
                "ALLOCATION_PORT",
                RunningGovernor.freePort(),
                "BUDGET_COMPUTE_INTERVAL_SEC",
                "1"));
        return environment;
    }

    private static void assertThatAllEnd(BundledRedis redis) throws IOException, InterruptedException {
        for (String key : redis(redis, "KEYS", "*PROOF*").lines().toList()) {
            assertThat(redis(redis, "TTL", key)).as(key).isNotEqualTo("-1\n");
        }
    }

    /** What another program tells of the portfolio, without which there are no budgets. */
    private static void tellPortfolio(BundledRedis redis) throws IOException, InterruptedException {
        String now = Long.toString(Instant.now().getEpochSecond());
        redis(redis, "HSET", "quantum:state:portfolio", "equity_usd", "100000", "timestamp", now);
    }

    private static String redis(BundledRedis redis, String... command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("redis-cli", "-p", Integer.toString(redis.port())));
        line.addAll(List.of(command));
        return Commands.run(Map.of(), line.toArray(String[]::new));
    }
}
