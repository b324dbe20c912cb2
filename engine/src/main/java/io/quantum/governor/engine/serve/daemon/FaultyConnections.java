package io.quantum.governor.engine.serve.daemon;

import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.protocol.CompleteableCommand;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * Closes a connection over which nothing good will come any more: to a server that does not answer, or that is no longer the one
 * which may be written. The client makes another one at once, and asks anew where to.
 */
final class FaultyConnections implements NettyCustomizer {
    /** How a server begins its answer that holds other keys, or has lost its primary or the rest of its cluster. */
    private static final List<String> NOT_THE_ONE = List.of("MOVED ", "CLUSTERDOWN ", "MASTERDOWN ");

    /** What a replica says; an older Redis has words before it when a script has asked. */
    private static final String REPLICA = "READONLY ";

    @Override
    public void afterChannelInitialized(Channel channel) {
        channel.pipeline().addLast(new Watch());
    }

    private static boolean isFaulty(Throwable fault) {
        String words = String.valueOf(fault.getMessage());
        return fault instanceof RedisCommandTimeoutException
                // who waits for an answer no longer than the time-out gives the command up himself
                || fault instanceof CancellationException
                || words.contains(REPLICA)
                || NOT_THE_ONE.stream().anyMatch(words::startsWith);
    }

    /** Looks at what becomes of each command. */
    private static final class Watch extends ChannelOutboundHandlerAdapter {
        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise written) throws Exception {
            if (message instanceof Collection<?> several) {
                several.forEach(one -> watch(context, one));
            } else {
                watch(context, message);
            }
            super.write(context, message, written);
        }

        private static void watch(ChannelHandlerContext context, Object message) {
            if (message instanceof CompleteableCommand<?> command) {
                command.onComplete((answer, fault) -> {
                    if (fault != null && isFaulty(fault)) {
                        var unused = context.close();
                    }
                });
            }
        }
    }
}
