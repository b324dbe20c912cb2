package io.quantum.governor.engine.cli;

import io.lettuce.core.RedisClient;
import io.quantum.governor.engine.daemon.RedisClients;
import io.quantum.governor.engine.plan.PlanLoops;
import io.quantum.governor.engine.settings.Role;
import io.quantum.governor.engine.settings.Settings;
import io.quantum.governor.engine.shadow.CandidateStore;
import java.util.Set;

/** The candidate in the Redis that the environment names, for as long as a command runs. */
final class OpenShadow implements AutoCloseable {
    private final RedisClient client;
    private final CandidateStore store;

    OpenShadow() {
        Settings settings = Settings.read(System.getenv(), RunCommand.shippedRules(), Set.of(Role.GOVERNOR));
        client = RedisClients.of(settings.redis());
        try {
            store = new CandidateStore(client.connect(PlanLoops.CODEC));
        } catch (RuntimeException e) {
            RedisClients.close(client);
            throw e;
        }
    }

    CandidateStore store() {
        return store;
    }

    @Override
    public void close() {
        RedisClients.close(client);
    }
}
