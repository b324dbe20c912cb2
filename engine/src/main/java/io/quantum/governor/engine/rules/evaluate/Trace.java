package io.quantum.governor.engine.rules.evaluate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.kie.api.event.rule.DefaultRuleRuntimeEventListener;
import org.kie.api.event.rule.ObjectInsertedEvent;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.ConsequenceException;
import org.kie.api.runtime.rule.Match;

/**
 * Records what happens in one session. It must listen: the session itself keeps no fact that no rule matches, and a
 * verdict is one.
 */
final class Trace {
    /** More firings than this for one evaluation means that rules feed each other for ever. */
    private static final int MOST_FIRINGS = 1000;

    /** More conclusions than this could be joined with each other for longer than anybody waits. */
    private static final int MOST_CONCLUSIONS = 200;

    /** Joins are worked out before the first match of them fires, so their size is bounded by what they are made of. */
    private static final int MOST_OF_A_KIND = 12;

    private final List<Object> conclusions = new ArrayList<>(32);
    private final List<FiredRule> fired = new ArrayList<>(32);
    private final Map<Class<?>, Integer> ofKind = new HashMap<>();
    private boolean firing;

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
                if (firing) {
                    count(event.getObject().getClass());
                }
            }
        });
    }

    private void count(Class<?> kind) {
        if (ofKind.merge(kind, 1, Integer::sum) > MOST_OF_A_KIND) {
            throw new EvaluationException("the rules did not come to an end within " + MOST_OF_A_KIND
                    + " conclusions of the kind " + kind.getSimpleName());
        }
    }

    /**
     * Fires until the rules have come to rest.
     *
     * @throws EvaluationException when they don't
     */
    void fire(KieSession session) {
        firing = true;
        try {
            session.fireAllRules(this::remember);
        } catch (ConsequenceException e) {
            throw e.getCause() instanceof EvaluationException tooMany ? tooMany : e;
        } catch (LinkageError e) {
            throw new EvaluationException("a rule needs what rules may not use: " + e);
        } finally {
            firing = false;
        }
    }

    /**
     * As a filter it sees each match before it fires, and costs less than a listener. It also counts, so that rules
     * that feed each other are stopped.
     */
    private boolean remember(Match match) {
        if (fired.size() >= MOST_FIRINGS) {
            throw new EvaluationException("the rules did not come to an end within " + MOST_FIRINGS + " firings");
        }
        if (conclusions.size() >= MOST_CONCLUSIONS) {
            throw new EvaluationException(
                    "the rules did not come to an end within " + MOST_CONCLUSIONS + " conclusions");
        }
        fired.add(new FiredRule(match.getRule().getName(), match.getObjects()));
        return true;
    }
}
