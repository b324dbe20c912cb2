package io.quantum.governor.loaders.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.quantum.governor.loaders.declared.About;
import io.quantum.governor.loaders.declared.FactDeclaration;
import io.quantum.governor.loaders.declared.FactSource.OfRedis;
import io.quantum.governor.loaders.declared.Row;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one key is read, for all declared facts of which it is the source.
 *
 * @param source the key, and what type it holds
 * @param fields of a hash those that are named by a declaration; empty for other types
 * @param declarations the facts that are made of it
 */
record KeyRead(OfRedis source, List<String> fields, List<FactDeclaration> declarations) {
    /** So many entries of a list are read, from its head. */
    static final int MOST_ENTRIES = 100;

    /** The key of a symbol's cluster is known in Redis alone; both are read in one go. */
    static final String OF_CLUSTER = """
            local cluster = redis.pcall('GET', KEYS[1])
            if type(cluster) == 'table' then return cluster end
            if not cluster or cluster == '' then cluster = 'default' end
            local name = string.gsub(ARGV[3], '{cluster}', (string.gsub(cluster, '%%', '%%%%')))
            return redis.pcall(ARGV[2], ARGV[1] .. name, unpack(ARGV, 4))
            """;

    static KeyRead of(OfRedis source, List<FactDeclaration> declarations) {
        List<String> fields = declarations.stream()
                .flatMap(d -> d.fields().stream())
                .map(field -> first(field.way()))
                .distinct()
                .toList();
        return new KeyRead(source, source.type().equals(OfRedis.HASH) ? fields : List.of(), declarations);
    }

    private static String first(String way) {
        int end = way.indexOf('.');
        return end < 0 ? way : way.substring(0, end);
    }

    /** The key for people, and for telling it from others: a key of a cluster differs by symbol. */
    String key(About about) {
        String key = Cell.key(source.key().of(about));
        return source.key().ofCluster() ? key + " of " + about.symbol() : key;
    }

    /** For how long what was read is believed: Redis can't tell that a key has changed which depends on another one. */
    KnownKey.Belief belief() {
        if (source.key().ofCluster()) {
            return KnownKey.Belief.NONE;
        }
        return isOwn() && isString() ? KnownKey.Belief.UNTIL_REFUSED : KnownKey.Belief.UNTIL_TOLD;
    }

    /** Whether it is among what a governor writes with each decision. */
    boolean isOwn() {
        return source.key().text().startsWith(Keys.OWN);
    }

    boolean isString() {
        return source.type().equals(OfRedis.STRING);
    }

    /** Sends the command; it is not flushed. */
    @SuppressWarnings("unchecked") // what it answers is looked at when it is asked for
    RedisFuture<Object> command(RedisAsyncCommands<String, byte[]> redis, About about) {
        String name = source.key().of(about);
        return (RedisFuture<Object>)
                (source.key().ofCluster()
                        ? redis.<Object>eval(
                                OF_CLUSTER,
                                ScriptOutputType.OBJECT,
                                new String[] {Keys.clusterOf(about.symbol())},
                                arguments(name).toArray(byte[][]::new))
                        : plain(redis, Cell.key(name)));
    }

    private RedisFuture<?> plain(RedisAsyncCommands<String, byte[]> redis, String key) {
        return switch (source.type()) {
            case OfRedis.HASH -> redis.hmget(key, fields.toArray(String[]::new));
            case OfRedis.LIST -> redis.lrange(key, 0, MOST_ENTRIES - 1);
            default -> redis.get(key);
        };
    }

    /** What the key begins with, the command and its arguments, of which the first is what the contract calls the key. */
    private List<byte[]> arguments(String name) {
        List<String> words = new ArrayList<>(List.of(Cell.prefix()));
        switch (source.type()) {
            case OfRedis.HASH -> {
                words.addAll(List.of("HMGET", name));
                words.addAll(fields);
            }
            case OfRedis.LIST -> words.addAll(List.of("LRANGE", name, "0", Integer.toString(MOST_ENTRIES - 1)));
            default -> words.addAll(List.of("GET", name));
        }
        return words.stream().map(w -> w.getBytes(UTF_8)).toList();
    }

    /** What was answered, field by field. */
    Row row(Reply<?> reply) {
        return field -> Fields.text(field, bytes(reply.valueUnlessRefused(), field));
    }

    private byte @Nullable [] bytes(@Nullable Object answer, String field) {
        if (!(answer instanceof List<?> list)) {
            return (byte[]) answer;
        }
        if (source.type().equals(OfRedis.HASH)) {
            return entry(list, fields.indexOf(field));
        }
        return field.equals(Row.SIZE)
                ? Integer.toString(list.size()).getBytes(UTF_8)
                : entry(list, Integer.parseInt(field));
    }

    private static byte @Nullable [] entry(List<?> list, int index) {
        if (index < 0 || index >= list.size()) {
            return null;
        }
        Object entry = list.get(index);
        return entry instanceof KeyValue<?, ?> pair
                ? (pair.hasValue() ? (byte[]) pair.getValue() : null)
                : (byte[]) entry;
    }
}
