package io.quantum.governor.engine.decide.plan;

import io.lettuce.core.Consumer;
import io.lettuce.core.RedisBusyException;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XAutoClaimArgs;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.loaders.redis.PlanDecoder;
import io.quantum.governor.loaders.redis.PlanEntry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Reads the plan stream as one consumer of the group that all governors share. Has a connection of its own. */
final class PlanReader {
    /** An entry that a consumer has held for so long without deciding it is taken over: it is dead, or stuck. */
    private static final Duration ABANDONED_AFTER = Duration.ofSeconds(2);

    private final StatefulRedisConnection<String, byte[]> connection;
    private final Consumer<String> consumer;
    private final String stream;
    private final int batch;
    private final Duration block;
    private String claimFrom = "0-0";

    /**
     * @param consumerName unique among all governors
     * @param batch entries at once
     * @param block how long a read waits for an entry
     */
    PlanReader(
            StatefulRedisConnection<String, byte[]> connection,
            String stream,
            String consumerName,
            int batch,
            Duration block) {
        this.connection = connection;
        this.consumer = Consumer.from(StreamNames.GROUP, consumerName);
        this.stream = stream;
        this.batch = batch;
        this.block = block;
    }

    /** How many entries it gives at once, at most. */
    int batch() {
        return batch;
    }

    /** Creates the group where it is missing, from the beginning, so that plans published before count too. */
    void createGroup() {
        try {
            connection
                    .sync()
                    .xgroupCreate(
                            StreamOffset.from(stream, "0"), StreamNames.GROUP, XGroupCreateArgs.Builder.mkstream());
        } catch (RedisBusyException e) {
            // it is there already; but a Redis that is busy with somebody's script is none that answers
            if (!String.valueOf(e.getMessage()).startsWith("BUSYGROUP")) {
                throw e;
            }
        }
    }

    /** Asks for the next entries; the answer comes as soon as there is one, or empty after a while. */
    @SuppressWarnings("unchecked") // Lettuce takes its streams as generic varargs
    CompletionStage<List<PlanEntry>> read() {
        return connection
                .async()
                .xreadgroup(consumer, XReadArgs.Builder.count(batch).block(block), StreamOffset.lastConsumed(stream))
                .thenApply(PlanReader::decode);
    }

    /** Takes over entries that a consumer has left undecided, its own ones too. */
    CompletionStage<List<PlanEntry>> claim() {
        XAutoClaimArgs<String> abandoned = XAutoClaimArgs.Builder.xautoclaim(consumer, ABANDONED_AFTER, claimFrom)
                .count(batch);
        return connection.async().xautoclaim(stream, abandoned).thenApply(claimed -> {
            claimFrom = claimed.getId();
            return decode(claimed.getMessages());
        });
    }

    private static List<PlanEntry> decode(List<StreamMessage<String, byte[]>> messages) {
        return messages.stream().map(PlanDecoder::decode).toList();
    }
}
