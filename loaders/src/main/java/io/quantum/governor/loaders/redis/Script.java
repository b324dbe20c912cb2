package io.quantum.governor.loaders.redis;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A server-side script that comes with a package. */
public final class Script {
    private final String text;

    /**
     * @param user a class of the package that it comes with
     * @param name the file's name
     */
    public Script(Class<?> user, String name) {
        try (InputStream in = user.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The script, for those who send it otherwise. */
    public String text() {
        return text;
    }

    /** Sends the whole script; it is flushed by the connection, or by hand. */
    public RedisFuture<Long> send(StatefulRedisConnection<String, byte[]> redis, String[] keys, byte[]... arguments) {
        return redis.async().eval(text, ScriptOutputType.INTEGER, keys, arguments);
    }

    /** As {@link #send}, for a script that answers a list. */
    public RedisFuture<List<Object>> sendForList(
            StatefulRedisConnection<String, byte[]> redis, String[] keys, byte[]... arguments) {
        return redis.async().eval(text, ScriptOutputType.MULTI, keys, arguments);
    }

    /** Makes the script known, so that {@link #sendKnown} can name it; answers its digest. Not flushed. */
    public RedisFuture<String> load(StatefulRedisConnection<String, byte[]> redis) {
        return redis.async().scriptLoad(text);
    }

    /** Sends the name of a script that {@link #load} has made known; it is not flushed. */
    public static RedisFuture<Long> sendKnown(
            StatefulRedisConnection<String, byte[]> redis, String digest, String[] keys, byte[]... arguments) {
        return redis.async().evalsha(digest, ScriptOutputType.INTEGER, keys, arguments);
    }
}
