package io.quantum.governor.engine.decide.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.AclSetuserArgs;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestGovernor;
import io.quantum.governor.engine.testing.TestPlan;
import io.quantum.governor.engine.testing.TestRedis;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people write into kill keys, and keys that Redis won't show. */
class KillSwitchIT {
    private static final String USER = "half-blind";

    private final RedisView redis = new RedisView(TestRedis.uri());

    @BeforeEach
    void empty() {
        redis.commands().flushall();
    }

    @AfterEach
    void end() {
        assertThat(redis.pending()).isZero();
        redis.commands().aclDeluser(USER);
        redis.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"quantum:kill", "quantum:global:kill_switch"})
    void whatever_is_not_plainly_off_blocks_and_shows_as_on(String key) {
        try (TestGovernor governor = TestGovernor.start(TestRedis.uri(), "testnet")) {
            for (String off : List.of("", "0", "False\n", " no ", "OFF")) {
                redis.set(key, off);
                assertThat(outcome(off)).as(off).isEqualTo("PERMIT");
                assertThat(governor.page("/api/status").body()).contains("\"" + key + "\":\"off\"");
            }
            for (String on : List.of("1\n", "on", "stop!", "2")) {
                redis.set(key, on);
                assertThat(outcome(on)).as(on).isEqualTo("kill_switch_active");
                assertThat(governor.page("/api/status").body()).contains("\"" + key + "\":\"on\"");
            }
            redis.commands().set(key, new byte[] {(byte) 0xff});
            assertThat(outcome("bytes")).isEqualTo("kill_switch_active");
        }
    }

    @Test
    void a_key_that_redis_refuses_to_show_blocks_each_plan_and_plans_go_on_being_decided() {
        redis.commands()
                .aclSetuser(
                        USER,
                        AclSetuserArgs.Builder.on()
                                .addPassword("secret")
                                .keyPattern("quantum:[^k]*")
                                .allChannels()
                                .allCommands());
        String uri = TestRedis.uri().replace("redis://", "redis://" + USER + ":secret@");
        try (TestGovernor governor = TestGovernor.start(uri, Map.of("APPLY_MODE", "dry_run"))) {
            assertThat(outcome("first")).isEqualTo("kill_switch_active");
            assertThat(outcome("second")).isEqualTo("kill_switch_active");
            assertThat(redis.block("plan:second").path("detail").asText())
                    .contains("killSwitch can't be read: quantum:kill: NOPERM");
            assertThat(governor.page("/health").statusCode()).isEqualTo(200);
            assertThat(governor.page("/api/status").body()).contains("can't be read, which counts as on: NOPERM");
        }
    }

    /** The outcome of a plan, or why it was blocked. */
    private String outcome(String id) {
        String planId = "plan:" + id.replaceAll("[^A-Za-z0-9]", "_");
        var audit = redis.decide(TestPlan.halfClose(planId, "BTCUSDT")).get(0);
        String reason = audit.path("reason").asText();
        return reason.isEmpty() ? audit.path("outcome").asText() : reason;
    }
}
