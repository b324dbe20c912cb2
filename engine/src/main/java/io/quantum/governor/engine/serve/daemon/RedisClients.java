package io.quantum.governor.engine.serve.daemon;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultEventLoopGroupProvider;
import io.lettuce.core.resource.Delay;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.util.HashedWheelTimer;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Makes Redis clients that say at once when Redis is away, and come back soon. */
public final class RedisClients {
    private static final Duration RECONNECT = Duration.ofMillis(250);
    private static final int THREADS = 1;

    /**
     * The timer of a command's time-out holds the command, and all that was read and written with it, until its next
     * tick, however soon the answer came. With the usual 100 ms a young collection finds the last hundreds of plans
     * alive.
     */
    private static final Duration TIMER_TICK = Duration.ofMillis(10);

    private RedisClients() {}

    /**
     * A client; nothing is connected yet.
     *
     * @param places one place, or several nodes of a cluster
     */
    public static RedisClient of(List<RedisURI> places) {
        return of(places, ClientOptions.builder(), new FaultyConnections());
    }

    /**
     * A client for deciding plans. After a lost connection it does not send a commit again: the plan was judged by what was known
     * before, so it is judged again.
     */
    static RedisClient forPlans(List<RedisURI> places) {
        return of(
                places,
                ClientOptions.builder()
                        .replayFilter(command ->
                                command.getType() == CommandType.EVALSHA || command.getType() == CommandType.EVAL),
                new FaultyConnections());
    }

    /** A client that can write nothing but observations. */
    static RedisClient observing(List<RedisURI> places) {
        return of(places, ClientOptions.builder(), new ObserveGuard(new FaultyConnections()));
    }

    private static RedisClient of(List<RedisURI> places, ClientOptions.Builder options, NettyCustomizer connections) {
        ClientResources resources = ClientResources.builder()
                // the pool size of the builder would be raised to two, and answers would hop from one to the other
                .eventLoopGroupProvider(new DefaultEventLoopGroupProvider(THREADS))
                .computationThreadPoolSize(THREADS)
                .timer(new HashedWheelTimer(
                        new DefaultThreadFactory("redis-timer", true), TIMER_TICK.toMillis(), TimeUnit.MILLISECONDS))
                .reconnectDelay(Delay.constant(RECONNECT))
                .nettyCustomizer(connections)
                .build();
        RedisClient client =
                places.size() > 1 ? new CellClient(resources, places) : RedisClient.create(resources, places.get(0));
        client.setOptions(options.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .build());
        return client;
    }

    /** Ends a client and its threads. */
    public static void close(RedisClient client) {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        client.getResources().shutdown(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        client.getResources().timer().stop();
        client.getResources()
                .eventLoopGroupProvider()
                .shutdown(0, 1, TimeUnit.SECONDS)
                .syncUninterruptibly();
    }
}
