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

/**
 * Closes a connection over which nothing good will come any more: to a server that does not answer, or that is no longer the one
 * which may be written. The client makes another one at once, and asks anew where to.
 */
final class FaultyConnections implements NettyCustomizer {
    /** How a server begins its answer that is a replica now, holds other keys, or has lost the rest of its cluster. */
    private static final List<String> NOT_THE_ONE = List.of("READONLY ", "MOVED ", "CLUSTERDOWN ", "MASTERDOWN ");

    @Override
    public void afterChannelInitialized(Channel channel) {
        channel.pipeline().addLast(new Watch());
    }

    private static boolean isFaulty(Throwable fault) {
        return fault instanceof RedisCommandTimeoutException
                || NOT_THE_ONE.stream().anyMatch(String.valueOf(fault.getMessage())::startsWith);
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
