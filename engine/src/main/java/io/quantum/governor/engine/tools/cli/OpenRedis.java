package io.quantum.governor.engine.tools.cli;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.base.process.DaemonId;
import io.quantum.governor.engine.base.settings.Settings;
import io.quantum.governor.engine.decide.plan.PlanLoops;
import io.quantum.governor.engine.record.audit.Deed;
import io.quantum.governor.engine.record.audit.Deeds;
import io.quantum.governor.engine.serve.daemon.RedisClients;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

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

    /** What an operator did, for the record; how things stood before and stand now is still to be said. */
    static Deed deed(String name, OperatorOption operator) {
        return Deed.of(name, Instant.now(), operator.name(), "command line at " + DaemonId.host())
                .because(operator.reason());
    }

    /** The event that tells other programs of what an operator did. */
    static Map<String, String> event(Deed deed) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("event", deed.deed());
        fields.put("timestamp", Long.toString(deed.at().getEpochSecond()));
        fields.put("by", deed.who());
        fields.put("reason", deed.why());
        fields.putAll(deed.more());
        return fields;
    }

    @Override
    public void close() {
        RedisClients.close(client);
    }
}
