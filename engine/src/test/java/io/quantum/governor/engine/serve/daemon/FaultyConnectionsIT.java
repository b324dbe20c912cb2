package io.quantum.governor.engine.serve.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.quantum.governor.engine.decide.plan.PlanLoops;
import io.quantum.governor.engine.testing.Patience;
import io.quantum.governor.loaders.sandbox.BundledRedis;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections that stay open and over which nothing good comes any more. */
class FaultyConnectionsIT {
    private final BundledRedis server = BundledRedis.start();
    private final RedisClient client = RedisClients.of(List.of(RedisURI.create(server.uri())));
    private final StatefulRedisConnection<String, byte[]> connection = client.connect(PlanLoops.CODEC);
    private final RedisCommands<String, byte[]> redis = connection.sync();

    @AfterEach
    void end() {
        RedisClients.close(client);
        server.close();
    }

    @Test
    void one_to_a_server_that_does_not_answer_is_made_anew() throws Exception {
        connection.setTimeout(Duration.ofMillis(200));
        long before = redis.clientId();
        for (int i = 0; i < 5; i++) {
            signal("STOP");
            assertThatThrownBy(() -> redis.get("key")).isInstanceOf(RedisException.class);
            signal("CONT");
            before = awaitAnother(before);
        }
    }

    @Test
    void one_to_a_server_that_became_a_replica_is_made_anew() {
        long before = redis.clientId();
        redis.replicaof("127.0.0.1", 1);
        assertThatThrownBy(() -> redis.set("key", new byte[0])).hasMessageContaining("READONLY");
        before = awaitAnother(before);
        assertThatThrownBy(() -> redis.eval(
                        "return redis.call('SET', KEYS[1], '')", ScriptOutputType.STATUS, new String[] {"key"}))
                .hasMessageContaining("READONLY");
        awaitAnother(before);
    }

    @Test
    void one_that_refuses_a_command_for_its_own_sake_stays() {
        long before = redis.clientId();
        redis.set("key", new byte[0]);
        assertThatThrownBy(() -> redis.llen("key")).hasMessageContaining("WRONGTYPE");

        assertThat(redis.clientId()).isEqualTo(before);
    }

    private long awaitAnother(long before) {
        return Patience.await()
                .ignoreExceptionsInstanceOf(RedisException.class)
                .until(redis::clientId, id -> id != before);
    }

    private void signal(String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(server.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }
}
