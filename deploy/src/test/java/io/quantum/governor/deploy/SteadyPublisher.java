package io.quantum.governor.deploy;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.StreamEntryID;

/** Publishes plans of 50 symbols, some at a time, until it is closed. */
final class SteadyPublisher implements AutoCloseable {
    private static final int SYMBOLS = 50;

    private final AtomicBoolean goesOn = new AtomicBoolean(true);
    private final AtomicInteger published = new AtomicInteger();
    private final Thread thread;

    /**
     * @param port of Redis
     * @param name each plan's id is this, a colon and its number from 0
     */
    SteadyPublisher(int port, String name, int plansAtOnce, long betweenMillis) {
        this.thread = new Thread(() -> publish(port, name, plansAtOnce, betweenMillis), "publisher");
        thread.start();
    }

    private void publish(int port, String name, int plansAtOnce, long betweenMillis) {
        try (Jedis jedis = new Jedis("127.0.0.1", port)) {
            while (goesOn.get()) {
                Pipeline some = jedis.pipelined();
                for (int i = 0; i < plansAtOnce; i++) {
                    int number = published.getAndIncrement();
                    some.xadd(
                            "quantum:stream:apply.plan",
                            StreamEntryID.NEW_ENTRY,
                            Map.of(
                                    "plan_id", name + ":" + number,
                                    "symbol", "S" + number % SYMBOLS + "USDT",
                                    "action", "PARTIAL_50",
                                    "decision", "EXECUTE",
                                    "kill_score", "0.1"));
                }
                some.sync();
                Thread.sleep(betweenMillis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How many there are so far. */
    int published() {
        return published.get();
    }

    @Override
    public void close() {
        goesOn.set(false);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
