package io.quantum.governor.loaders.redis;

import io.quantum.governor.facts.Fact;
import io.quantum.governor.loaders.declared.DeclaredDecoder;
import io.quantum.governor.loaders.declared.FactDeclaration;
import io.quantum.governor.loaders.declared.FactSource.OfRedis;
import java.time.Instant;

/** The time of a symbol's last permit, which each permit writes and declared facts may be read of. */
public final class LastPermit {
    private static final String KEY = Keys.lastPermit("{symbol}");

    private LastPermit() {}

    /** Whether it is what a declared fact is read of. */
    public static boolean isSourceOf(FactDeclaration declaration) {
        return declaration.source() instanceof OfRedis redis
                && Cell.key(redis.key().text()).equals(KEY);
    }

    /**
     * What a declared fact says after a permit.
     *
     * @param declaration one for which {@link #isSourceOf} holds
     */
    public static Fact fact(FactDeclaration declaration, Instant permitted, Instant now) {
        return DeclaredDecoder.read(declaration, KEY, value -> Long.toString(permitted.getEpochSecond()), now);
    }
}
