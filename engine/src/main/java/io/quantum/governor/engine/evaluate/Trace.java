package io.quantum.governor.engine.evaluate;

import java.util.ArrayList;
import java.util.List;
import org.kie.api.event.rule.AfterMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.event.rule.DefaultRuleRuntimeEventListener;
import org.kie.api.event.rule.ObjectInsertedEvent;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.Match;

/**
 * Records what happens in one session. It must listen: the session itself keeps no fact that no rule matches, and a
 * verdict is one.
 */
final class Trace {
    /** More firings than this for one evaluation means that rules feed each other for ever. */
    private static final int MOST_FIRINGS = 1000;

    private final List<Object> conclusions = new ArrayList<>(32);
    private final List<FiredRule> fired = new ArrayList<>(32);

    /** Everything that was inserted since it follows, in order. */
    List<Object> conclusions() {
        return conclusions;
    }

    /** Every rule that fired since it follows, in order. */
    List<FiredRule> fired() {
        return fired;
    }

    void follow(KieSession session) {
        session.addEventListener(new DefaultRuleRuntimeEventListener() {
            @Override
            public void objectInserted(ObjectInsertedEvent event) {
                conclusions.add(event.getObject());
            }
        });
        session.addEventListener(new DefaultAgendaEventListener() {
            @Override
            public void afterMatchFired(AfterMatchFiredEvent event) {
                Match match = event.getMatch();
                fired.add(new FiredRule(match.getRule().getName(), match.getObjects()));
            }
        });
    }

    /** Fires until the rules have come to rest. */
    static void fire(KieSession session) {
        if (session.fireAllRules(MOST_FIRINGS) >= MOST_FIRINGS) {
            throw new EvaluationException("the rules did not come to an end within " + MOST_FIRINGS + " firings");
        }
    }
}
