package io.quantum.governor.engine.tools.cli;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.base.settings.Settings;
import io.quantum.governor.engine.decide.plan.PlanLoops;
import io.quantum.governor.engine.record.audit.Deeds;
import io.quantum.governor.engine.serve.daemon.RedisClients;

/** The Redis that the environment names, for as long as a command of an operator runs. */
final class OpenRedis implements AutoCloseable {
    private final RedisClient client;
    private final StatefulRedisConnection<String, byte[]> connection;
    private final Deeds deeds;

    /** @throws RedisException when it does not answer */
    OpenRedis(Settings settings) {
        client = RedisClients.of(settings.redis());
        try {
            connection = client.connect(PlanLoops.CODEC);
            deeds = new Deeds(connection, settings.streams().events());
        } catch (RedisException e) {
            RedisClients.close(client);
            throw e;
        }
    }

    StatefulRedisConnection<String, byte[]> connection() {
        return connection;
    }

    /** Puts what operators do on record. */
    Deeds deeds() {
        return deeds;
    }

    @Override
    public void close() {
        RedisClients.close(client);
    }
}
