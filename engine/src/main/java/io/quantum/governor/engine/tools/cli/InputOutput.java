package io.quantum.governor.engine.tools.cli;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.quantum.governor.engine.base.process.FileFault;
import io.quantum.governor.loaders.redis.RedisFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Says in a sentence what went wrong with a file or with Redis. */
final class InputOutput {
    private InputOutput() {}

    /** The fault of a file behind a fault; the fault itself when there is none. */
    static Exception cause(Exception fault) {
        for (@Nullable Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException ofFile) {
                return ofFile;
            }
        }
        return fault;
    }

    static String sentence(Exception fault) {
        if (fault instanceof UncheckedIOException && fault.getCause() instanceof IOException cause) {
            return FileFault.words(cause);
        }
        if (fault instanceof IOException ofFile) {
            return FileFault.words(ofFile);
        }
        if (fault instanceof RedisCommandExecutionException) {
            return "Redis refuses: " + fault.getMessage();
        }
        if (fault instanceof RedisException) {
            return RedisFault.words(fault)
                    + "; is Redis running? Its address is set by REDIS_URL, or REDIS_HOST and REDIS_PORT";
        }
        return String.valueOf(fault.getMessage());
    }

    /** What reading a directory says otherwise does not name it. */
    static void refuseDirectory(@Nullable Path file) {
        if (file != null && Files.isDirectory(file)) {
            throw new IllegalArgumentException(file + ": a directory; give a file that governor audit export wrote");
        }
    }
}
