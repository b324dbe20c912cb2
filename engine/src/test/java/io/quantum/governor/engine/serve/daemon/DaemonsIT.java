package io.quantum.governor.engine.serve.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestGovernor;
import io.quantum.governor.loaders.sandbox.BundledRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a daemon makes of what others have told; always the bundled Redis, whose process can be killed. */
class DaemonsIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BundledRedis redis = BundledRedis.start();

    @AfterEach
    void end() {
        redis.close();
    }

    @Test
    void odd_entries_hide_no_daemon_and_go_unless_they_are_recent() {
        try (RedisView view = new RedisView(redis.uri());
                TestGovernor governor = TestGovernor.start(redis.uri(), "testnet")) {
            Instant now = Instant.now();
            view.hash(
                    Daemons.KEY,
                    Map.ofEntries(
                            Map.entry("undated", "{\"daemon\":\"old\"}"),
                            Map.entry("garbled", told("garbled", "yesterday", "")),
                            Map.entry("no-object", "7"),
                            Map.entry("nothing", "null"),
                            Map.entry("empty", ""),
                            Map.entry("broken", "{"),
                            Map.entry("far", told("far", Instant.MAX.toString(), "")),
                            Map.entry("old", told("old", "2020-01-01T00:00:00Z", "")),
                            Map.entry(
                                    "silent",
                                    told("silent", now.minusSeconds(60).toString(), "")),
                            Map.entry("partly", "{\"daemon\":\"partly\",\"at\":\"" + now + "\"}"),
                            Map.entry("newer", told("newer", now.toString(), ",\"weather\":\"fine\""))));
            await().atMost(RedisView.PATIENCE)
                    .untilAsserted(() -> assertThat(names(governor)).hasSize(2).contains("newer"));
            String own = names(governor).get(0);
            await().atMost(RedisView.PATIENCE)
                    .untilAsserted(() -> assertThat(view.commands().hkeys(Daemons.KEY))
                            .containsExactlyInAnyOrder(own, "silent", "partly", "newer"));
        }
    }

    @Test
    void while_redis_is_away_no_other_daemon_is_said_to_be_alive() {
        try (TestGovernor governor = TestGovernor.start(redis.uri(), "testnet");
                TestGovernor other = TestGovernor.start(redis.uri(), "testnet")) {
            await().atMost(RedisView.PATIENCE)
                    .until(() -> names(governor).size() == 2 && names(other).size() == 2);
            redis.killHard();
            await().atMost(RedisView.PATIENCE)
                    .until(() -> names(governor).size() == 1 && names(other).size() == 1);
            redis.restartEmpty();
            await().atMost(RedisView.PATIENCE)
                    .until(() -> names(governor).size() == 2 && names(other).size() == 2);
        }
    }

    private static String told(String daemon, String at, String more) {
        return "{\"daemon\":\"%s\",\"product\":\"1\",\"version\":\"1.0.0\",\"digest\":\"ab\",\"at\":\"%s\"%s}"
                .formatted(daemon, at, more);
    }

    private static List<String> names(TestGovernor governor) {
        try {
            return JSON.readTree(governor.page("/api/overview").body())
                    .path("daemons")
                    .findValuesAsText("daemon");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
