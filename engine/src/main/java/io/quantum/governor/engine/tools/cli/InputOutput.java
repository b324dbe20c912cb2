package io.quantum.governor.engine.tools.cli;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.quantum.governor.loaders.redis.RedisFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
            return sentence(cause);
        }
        if (fault instanceof NoSuchFileException missing) {
            return missing.getFile() + ": no such file or directory";
        }
        if (fault instanceof FileAlreadyExistsException there) {
            return there.getFile() + ": is there already, and is no directory";
        }
        if (fault instanceof AccessDeniedException denied) {
            return denied.getFile() + ": can't be read or written, permission denied";
        }
        if (fault instanceof FileSystemException file) {
            return file.getFile() + ": can't be read or written, "
                    + (file.getReason() == null ? file.getClass().getSimpleName() : file.getReason());
        }
        if (fault instanceof RedisCommandExecutionException) {
            return "Redis refuses: " + fault.getMessage();
        }
        if (fault instanceof RedisException) {
            return RedisFault.words(fault)
                    + "; is Redis there? REDIS_URL, or REDIS_HOST and REDIS_PORT, say where it is looked for";
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
