package io.quantum.governor.engine.rules.evaluate;

import java.util.Map;
import org.drools.core.base.MapGlobalResolver;
import org.kie.api.KieBase;
import org.kie.api.runtime.Globals;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.KieSessionsPool;

/** Sessions of one part of the rulebook, one at a time, that read the thresholds in force. Not for several threads. */
final class RuleSessions implements AutoCloseable {
    private final KieSessionsPool pool;
    private final Globals thresholds;

    RuleSessions(KieBase base, Map<String, Object> thresholds) {
        this.pool = base.newKieSessionsPool(1);
        this.thresholds = new MapGlobalResolver(thresholds);
    }

    /** An empty session; whoever opens it disposes of it. */
    KieSession open() {
        // Never with ThreadSafeOption.NO: such sessions share the rules' state with those of other threads.
        KieSession session = pool.newKieSession();
        // looked up there when the session itself has no such global, which is cheaper than setting each
        session.getGlobals().setDelegate(thresholds);
        return session;
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
