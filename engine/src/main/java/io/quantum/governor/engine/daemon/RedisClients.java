package io.quantum.governor.engine.daemon;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultEventLoopGroupProvider;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Makes Redis clients that say at once when Redis is away, and come back soon. */
public final class RedisClients {
    private static final Duration RECONNECT = Duration.ofMillis(250);
    private static final int THREADS = 1;

    private RedisClients() {}

    /** A client; nothing is connected yet. */
    public static RedisClient of(RedisURI uri) {
        ClientResources resources = ClientResources.builder()
                // the pool size of the builder would be raised to two, and answers would hop from one to the other
                .eventLoopGroupProvider(new DefaultEventLoopGroupProvider(THREADS))
                .computationThreadPoolSize(THREADS)
                .reconnectDelay(Delay.constant(RECONNECT))
                .build();
        RedisClient client = RedisClient.create(resources, uri);
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .build());
        return client;
    }

    /** Ends a client and its threads. */
    public static void close(RedisClient client) {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        client.getResources().shutdown(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        client.getResources()
                .eventLoopGroupProvider()
                .shutdown(0, 1, TimeUnit.SECONDS)
                .syncUninterruptibly();
    }
}
