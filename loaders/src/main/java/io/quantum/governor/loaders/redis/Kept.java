package io.quantum.governor.loaders.redis;

import io.quantum.governor.loaders.declared.DeclaredField;
import io.quantum.governor.loaders.declared.FactDeclaration;
import io.quantum.governor.loaders.declared.FactSource.OfRedis;
import io.quantum.governor.loaders.declared.Row;
import java.util.Map;
import java.util.Optional;

/**
 * How much of what the governor writes is kept, and so how much rules can ever see of it: a limit beyond that would never
 * bind.
 *
 * @param most so many entries, or {@link Long#MAX_VALUE} where they are not counted
 * @param sec for so many seconds
 */
public record Kept(long most, long sec) {
    /** A symbol's latest permits. */
    public static final Kept EXECUTIONS = new Kept(100, 86_400);

    /** When a symbol had its last permit. */
    public static final Kept LAST_PERMIT = new Kept(Long.MAX_VALUE, 3600);

    /** Plans that were blocked because the rules failed; about a day of them is what anybody asks for. */
    public static final Kept ERRORS = new Kept(1000, 86_400);

    /** By what rules ask for, a fact's name and its component. */
    public static final Map<String, Kept> BY_COMPONENT =
            Map.of("Executions.within", EXECUTIONS, "EvaluationErrors.within", ERRORS);

    /** How much is kept of what a declared fact reads; empty where somebody else writes it. */
    public static Optional<Kept> of(FactDeclaration declaration, DeclaredField field) {
        if (!(declaration.source() instanceof OfRedis redis)) {
            return Optional.empty();
        }
        if (redis.isList() && field.way().equals(Row.SIZE)) {
            return Optional.of(new Kept(KeyRead.MOST_ENTRIES, Long.MAX_VALUE));
        }
        return field.aged() ? ofKey(Cell.key(redis.key().pieces().get(0))) : Optional.empty();
    }

    private static Optional<Kept> ofKey(String key) {
        if (key.startsWith(Keys.lastPermit(""))) {
            return Optional.of(LAST_PERMIT);
        }
        return key.startsWith(Keys.executions(""))
                ? Optional.of(new Kept(Long.MAX_VALUE, EXECUTIONS.sec()))
                : Optional.empty();
    }
}
