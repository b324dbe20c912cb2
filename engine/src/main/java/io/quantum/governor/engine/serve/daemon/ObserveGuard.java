package io.quantum.governor.engine.serve.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.protocol.CommandArgsAccessor;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.ReadOnlyCommands;
import io.lettuce.core.protocol.RedisCommand;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.quantum.governor.engine.serve.observe.ObserveKeys;
import io.quantum.governor.loaders.redis.DeclaredReads;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets no command of an observing governor leave this process that would write anything but observations, whatever program code
 * asks for. A user of Redis with no other rights is the second lock.
 */
final class ObserveGuard implements NettyCustomizer {
    /** What a connection needs to come about and to make several writes one. */
    private static final Set<String> CONNECTION =
            Set.of("HELLO", "AUTH", "PING", "SELECT", "QUIT", "MULTI", "EXEC", "DISCARD", "READONLY", "CLUSTER");

    /** As {@code toCommandString} has it. */
    private static final String READING_SCRIPT =
            Base64.getEncoder().encodeToString(DeclaredReads.READING_SCRIPT.getBytes(UTF_8)) + " ";

    private final NettyCustomizer others;

    /** @param others what connections are made to be besides */
    ObserveGuard(NettyCustomizer others) {
        this.others = others;
    }

    @Override
    public void afterChannelInitialized(Channel channel) {
        others.afterChannelInitialized(channel);
        channel.pipeline().addLast(new Guard());
    }

    private static boolean isAllowed(RedisCommand<?, ?, ?> command) {
        String name = command.getType().toString();
        if (CONNECTION.contains(name)
                || (command.getType() instanceof CommandType
                        && ReadOnlyCommands.isReadOnlyCommand(command.getType()))) {
            return true;
        }
        if (command.getType() == CommandType.EVAL
                && command.getArgs() != null
                && command.getArgs().toCommandString().startsWith(READING_SCRIPT)) {
            return true;
        }
        @Nullable
        ByteBuffer key = command.getArgs() == null ? null : CommandArgsAccessor.encodeFirstKey(command.getArgs());
        return key != null && UTF_8.decode(key).toString().startsWith(ObserveKeys.PREFIX);
    }

    /** Looks at each command before it is written. */
    private static final class Guard extends ChannelOutboundHandlerAdapter {
        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise written) throws Exception {
            if (message instanceof Collection<?> several) {
                several.forEach(Guard::check);
            } else {
                check(message);
            }
            super.write(context, message, written);
        }

        private static void check(Object message) {
            if (message instanceof RedisCommand<?, ?, ?> command && !isAllowed(command)) {
                throw new IllegalStateException("an observing governor must not write: " + command.getType());
            }
        }
    }
}
