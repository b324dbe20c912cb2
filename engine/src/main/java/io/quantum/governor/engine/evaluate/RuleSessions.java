package io.quantum.governor.engine.evaluate;

import java.util.Map;
import org.drools.core.base.MapGlobalResolver;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.runtime.Globals;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.KieSessionConfiguration;
import org.kie.api.runtime.KieSessionsPool;
import org.kie.api.runtime.conf.ThreadSafeOption;

/** Sessions of one part of the rulebook, one at a time, that read the thresholds in force. Not for several threads. */
final class RuleSessions implements AutoCloseable {
    private static final KieSessionConfiguration PLAIN = plain();

    private final KieSessionsPool pool;
    private final Globals thresholds;

    RuleSessions(KieBase base, Map<String, Object> thresholds) {
        this.pool = base.newKieSessionsPool(1);
        this.thresholds = new MapGlobalResolver(thresholds);
    }

    private static KieSessionConfiguration plain() {
        KieSessionConfiguration configuration = KieServices.get().newKieSessionConfiguration();
        // one thread uses a session, so it needs no locks
        configuration.setOption(ThreadSafeOption.NO);
        return configuration;
    }

    /** An empty session; whoever opens it disposes of it. */
    KieSession open() {
        KieSession session = pool.newKieSession(PLAIN);
        // looked up there when the session itself has no such global, which is cheaper than setting each
        session.getGlobals().setDelegate(thresholds);
        return session;
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
