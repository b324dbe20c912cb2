package io.quantum.governor.engine.rules.life;

import java.util.function.Supplier;

/** Holds the rules in force. Whoever decides asks it between two decisions. Safe for use by many threads. */
public final class RulesSource implements Supplier<ActiveRules> {
    private volatile ActiveRules inForce;

    /** @param first what decides until it is switched */
    public RulesSource(ActiveRules first) {
        inForce = first;
    }

    @Override
    public ActiveRules get() {
        return inForce;
    }

    /** From now on these rules decide; what is being decided ends with the rules that it began with. */
    void switchTo(ActiveRules rules) {
        inForce = rules;
    }
}
