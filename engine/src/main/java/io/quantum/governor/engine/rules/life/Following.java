package io.quantum.governor.engine.rules.life;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What one user makes of the rules in force, such as sessions of its own. It is made anew when the rules were switched,
 * by the user's own thread between two uses, which then also closes what it had. Not for use by several threads.
 *
 * @param <T> what is made
 */
public final class Following<T> implements Supplier<T>, AutoCloseable {
    private final Supplier<ActiveRules> source;
    private final Function<ActiveRules, T> maker;
    private final Consumer<T> closer;
    private ActiveRules rules;
    private T made;

    /**
     * @param source tells the rules in force
     * @param maker makes what is used
     * @param closer closes what is no longer used
     */
    public Following(Supplier<ActiveRules> source, Function<ActiveRules, T> maker, Consumer<T> closer) {
        this.source = source;
        this.maker = maker;
        this.closer = closer;
        this.rules = source.get();
        this.made = maker.apply(rules);
    }

    /** What belongs to the rules in force. Whoever gets it uses nothing of what this gave before. */
    @Override
    @SuppressWarnings("ReferenceEquality") // the same rules, activated twice, are switched too
    public T get() {
        ActiveRules now = source.get();
        if (now != rules) {
            T before = made;
            made = maker.apply(now);
            rules = now;
            closer.accept(before);
        }
        return made;
    }

    @Override
    public void close() {
        closer.accept(made);
    }
}
