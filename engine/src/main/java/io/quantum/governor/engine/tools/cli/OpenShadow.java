package io.quantum.governor.engine.tools.cli;

import io.quantum.governor.engine.serve.shadow.CandidateStore;

/** The candidate in the Redis that the environment names, for as long as a command runs. */
final class OpenShadow implements AutoCloseable {
    private final OpenRedis redis = new OpenRedis(RunCommand.settings());
    private final CandidateStore store = new CandidateStore(redis.connection());

    CandidateStore store() {
        return store;
    }

    @Override
    public void close() {
        redis.close();
    }
}
