package io.quantum.governor.loaders.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;

/** Connections that are flushed by hand, as those that read facts are. */
final class ByHand {
    private ByHand() {}

    static StatefulRedisConnection<String, byte[]> connection(RedisClient client, RedisURI uri) {
        StatefulRedisConnection<String, byte[]> connection =
                client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE), uri);
        connection.setAutoFlushCommands(false);
        return connection;
    }
}
