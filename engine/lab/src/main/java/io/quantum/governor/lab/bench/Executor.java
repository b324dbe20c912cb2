package io.quantum.governor.lab.bench;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XAddParams;
import redis.clients.jedis.params.XReadParams;
import redis.clients.jedis.resps.StreamEntry;

/**
 * Publishes one plan and waits for its decision, as an executor would. Its client blocks on the socket, so that no
 * thread but the waiting one has to be woken on this side.
 */
final class Executor implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final Jedis redis;
    private StreamEntryID lastEvent = new StreamEntryID();
    private long plans;

    Executor(String redisUri) {
        this.redis = new Jedis(URI.create(redisUri));
    }

    /**
     * Publishes a plan and waits for its event, which is committed with the permit.
     *
     * @return nanoseconds from before the XADD to the event's arrival
     */
    long decide(Load load, String symbol) {
        plans++;
        Map<String, String> plan = load.plan("executor-" + plans, symbol);
        XReadParams wait = XReadParams.xReadParams().block((int) LONGEST.toMillis());
        long start = System.nanoTime();
        redis.xadd(Publisher.PLANS, XAddParams.xAddParams(), plan);
        List<Map.Entry<String, List<StreamEntry>>> events = redis.xread(wait, Map.of(Publisher.EVENTS, lastEvent));
        long nanos = System.nanoTime() - start;
        if (events == null) {
            throw new IllegalStateException("no decision within " + LONGEST.toSeconds() + " s");
        }
        List<StreamEntry> entries = events.get(0).getValue();
        lastEvent = entries.get(entries.size() - 1).getID();
        return nanos;
    }

    /** Passes over what is in the stream of events already. */
    void forgetDecisions() {
        List<StreamEntry> newest = redis.xrevrange(Publisher.EVENTS, "+", "-", 1);
        lastEvent = newest.isEmpty() ? new StreamEntryID() : newest.get(0).getID();
    }

    @Override
    public void close() {
        redis.close();
    }
}
