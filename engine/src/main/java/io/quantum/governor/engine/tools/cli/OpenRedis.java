package io.quantum.governor.engine.tools.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.base.settings.Settings;
import io.quantum.governor.engine.decide.plan.PlanLoops;
import io.quantum.governor.engine.serve.daemon.RedisClients;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The Redis that the environment names, for as long as a command of an operator runs. */
final class OpenRedis implements AutoCloseable {
    private static final int KEPT_EVENTS = 10_000;

    private final RedisClient client;
    private final StatefulRedisConnection<String, byte[]> connection;
    private final String events;

    /** @throws RedisException when it does not answer */
    OpenRedis(Settings settings) {
        events = settings.streams().events();
        client = RedisClients.of(settings.redis());
        try {
            connection = client.connect(PlanLoops.CODEC);
        } catch (RedisException e) {
            RedisClients.close(client);
            throw e;
        }
    }

    StatefulRedisConnection<String, byte[]> connection() {
        return connection;
    }

    /** Records what an operator did: the event, when, who, why, and more. */
    void tell(String event, OperatorOption operator, Map<String, String> more) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("event", event);
        fields.put("timestamp", Long.toString(Instant.now().getEpochSecond()));
        fields.put("by", operator.name());
        fields.put("reason", operator.reason());
        fields.putAll(more);
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        fields.forEach((name, value) -> bytes.put(name, value.getBytes(UTF_8)));
        connection.sync().xadd(events, new XAddArgs().maxlen(KEPT_EVENTS).approximateTrimming(), bytes);
    }

    @Override
    public void close() {
        RedisClients.close(client);
    }
}
