package io.quantum.governor.loaders.sandbox;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A Redis Cluster of three {@link BundledRedis} with a replica each. For tests. */
public final class BundledCluster implements AutoCloseable {
    private static final int PRIMARIES = 3;
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final List<Node> nodes = new ArrayList<>();

    private record Node(BundledRedis server, int busPort) {}

    private void startNodes() {
        for (int i = 0; i < 2 * PRIMARIES; i++) {
            int busPort = freePort();
            nodes.add(new Node(
                    BundledRedis.start(
                            "--cluster-enabled",
                            "yes",
                            "--cluster-node-timeout",
                            "1500",
                            "--cluster-port",
                            Integer.toString(busPort)),
                    busPort));
        }
    }

    /**
     * Starts it and waits until it holds all slots and each primary has its replica, a minute at the longest.
     *
     * @throws IllegalStateException when it does not come up
     */
    public static BundledCluster start() {
        BundledCluster cluster = new BundledCluster();
        try {
            cluster.startNodes();
            cluster.join();
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private void join() {
        for (int i = 0; i < PRIMARIES; i++) {
            int from = SlotHash.SLOT_COUNT * i / PRIMARIES;
            int to = SlotHash.SLOT_COUNT * (i + 1) / PRIMARIES - 1;
            ask(nodes.get(i), redis -> cluster(redis, "ADDSLOTSRANGE", Integer.toString(from), Integer.toString(to)));
        }
        for (Node node : nodes) {
            String port = Integer.toString(node.server().port());
            String busPort = Integer.toString(node.busPort());
            ask(nodes.get(0), redis -> cluster(redis, "MEET", "127.0.0.1", port, busPort));
        }
        for (int i = 0; i < PRIMARIES; i++) {
            String primary = ask(nodes.get(i), RedisCommands::clusterMyId);
            Node replica = nodes.get(PRIMARIES + i);
            await(() -> ask(replica, RedisCommands::clusterNodes).contains(primary));
            ask(replica, redis -> redis.clusterReplicate(primary));
            await(() -> ask(replica, redis -> redis.info("replication")).contains("master_link_status:up"));
        }
        nodes.forEach(node -> await(() -> ask(node, RedisCommands::clusterInfo).contains("cluster_state:ok")));
    }

    private static void await(BooleanSupplier condition) {
        long begun = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begun > LONGEST.toNanos()) {
                throw new IllegalStateException("the cluster did not come up within " + LONGEST.toSeconds() + " s");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Some of its nodes, as {@code REDIS_URL} names them. */
    public String uri() {
        return nodes.stream()
                .map(node -> "127.0.0.1:" + node.server().port())
                .collect(Collectors.joining(",", "redis://", ""));
    }

    /** The primary that held a key when the cluster was new. */
    public BundledRedis firstPrimaryOf(String key) {
        return nodes.get(SlotHash.getSlot(key) * PRIMARIES / SlotHash.SLOT_COUNT)
                .server();
    }

    /** The keys on all primaries that run. */
    public List<String> keys() {
        return nodes.stream()
                .filter(node -> node.server().isRunning())
                .filter(node -> ask(node, r -> r.info("replication")).contains("role:master"))
                .flatMap(node -> ask(node, r -> r.keys("*")).stream())
                .toList();
    }

    private static String cluster(RedisCommands<String, String> redis, String... words) {
        CommandArgs<String, String> arguments = new CommandArgs<>(StringCodec.UTF8);
        List.of(words).forEach(arguments::add);
        return redis.dispatch(CommandType.CLUSTER, new StatusOutput<>(StringCodec.UTF8), arguments);
    }

    private static <T> T ask(Node node, Function<RedisCommands<String, String>, T> question) {
        RedisClient client = RedisClient.create(node.server().uri());
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            return question.apply(connection.sync());
        } finally {
            client.shutdown();
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        nodes.forEach(node -> node.server().close());
    }
}
