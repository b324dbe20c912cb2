package io.quantum.governor.engine.serve.daemon;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.resource.ClientResources;
import io.quantum.governor.loaders.redis.Cell;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A client of the one node of a Redis Cluster that holds the cell's keys. Before each connection it asks the cluster which node
 * that is, so that after a failover it finds the new one.
 */
final class CellClient extends RedisClient {
    /** A node that is frozen must not hold up the question to the others. */
    private static final Duration LONGEST_QUESTION = Duration.ofSeconds(1);

    private final ClientResources resources;
    private final RedisClusterClient cluster;

    /** @param nodes some nodes of the cluster, of which one at least has to answer */
    CellClient(ClientResources resources, List<RedisURI> nodes) {
        super(resources, nodes.get(0));
        this.resources = resources;
        this.cluster = RedisClusterClient.create(
                resources,
                nodes.stream()
                        .map(node -> RedisURI.builder(node)
                                .withTimeout(LONGEST_QUESTION)
                                .build())
                        .toList());
        cluster.setOptions(ClusterClientOptions.builder()
                .socketOptions(
                        SocketOptions.builder().connectTimeout(LONGEST_QUESTION).build())
                .build());
    }

    @Override
    protected Mono<SocketAddress> getSocketAddress(RedisURI somewhere) {
        return Mono.defer(() -> Mono.fromCompletionStage(cluster.refreshPartitionsAsync()))
                .then(Mono.fromCallable(this::address));
    }

    private SocketAddress address() {
        String prefix = Cell.prefix();
        @Nullable RedisClusterNode node = cluster.getPartitions().getMasterBySlot(SlotHash.getSlot(prefix));
        if (node == null) {
            throw new RedisConnectionException("no node of the cluster holds the keys that begin with " + prefix);
        }
        return resources.socketAddressResolver().resolve(node.getUri());
    }

    @Override
    public CompletableFuture<Void> shutdownAsync(long quietPeriod, long timeout, TimeUnit unit) {
        return cluster.shutdownAsync(quietPeriod, timeout, unit)
                .thenCompose(done -> super.shutdownAsync(quietPeriod, timeout, unit));
    }
}
