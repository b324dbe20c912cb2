package io.quantum.governor.engine.tools.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** SIGHUP, by which operators make daemons read their files again; other systems than Unix have none. */
final class Hangup {
    private static final Logger LOG = LoggerFactory.getLogger(Hangup.class);

    private Hangup() {}

    /**
     * Calls back at each SIGHUP, on a thread of its own. By reflection: the class is Java's, but not everywhere, and the
     * compiler warns of it.
     */
    static void calls(Runnable reload) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object called =
                    Proxy.newProxyInstance(Hangup.class.getClassLoader(), new Class<?>[] {handler}, (p, m, a) -> {
                        reload.run();
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), called);
        } catch (ReflectiveOperationException e) {
            LOG.info(
                    "the rulebook is not read again at SIGHUP: {}",
                    e instanceof InvocationTargetException ? String.valueOf(e.getCause()) : e.toString());
        }
    }
}
