package io.quantum.governor.engine.rules.evaluate;

import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.KieSessionsPool;

/** Sessions of one part of the rulebook, one at a time, that read the thresholds in force. Not for several threads. */
final class RuleSessions implements AutoCloseable {
    private final KieSessionsPool pool;

    RuleSessions(KieBase base) {
        this.pool = base.newKieSessionsPool(1);
    }

    /** An empty session; whoever opens it disposes of it. */
    KieSession open(ScopedThresholds.InScope thresholds) {
        // Never with ThreadSafeOption.NO: such sessions share the rules' state with those of other threads.
        KieSession session = pool.newKieSession();
        // looked up there when the session itself has no such global, which is cheaper than setting each
        session.getGlobals().setDelegate(thresholds.globals());
        return session;
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
