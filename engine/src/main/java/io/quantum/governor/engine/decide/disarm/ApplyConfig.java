package io.quantum.governor.engine.decide.disarm;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/**
 * The apply layer's configuration file.
 *
 * @param file where it is; may be a link, which stays one
 */
public record ApplyConfig(Path file) {
    /** Nobody's settings are longer; a file that is must be something else. */
    private static final long LARGEST_BYTES = 16L << 20;

    private static final Set<PosixFilePermission> WRITING =
            Set.of(PosixFilePermission.OWNER_WRITE, PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    /**
     * What stands in it.
     *
     * @throws IOException saying in a sentence why it can't be read
     */
    public ApplyConfigText read() throws IOException {
        return told(() -> ApplyConfigText.of(bytes(file.toRealPath())));
    }

    /**
     * Keeps what stands in it as {@code FILE.bak.TIMESTAMP}. A back-up that is there already is the one that was made before
     * this daemon, or another one, died: it stays.
     *
     * @param timestamp Unix seconds
     * @throws IOException saying in a sentence why it can't be
     */
    void backUp(long timestamp) throws IOException {
        if (!isBackedUp(timestamp)) {
            Path target = told(file::toRealPath);
            told(() -> FileReplacement.write(backup(timestamp), bytes(target), target));
        }
    }

    boolean isBackedUp(long timestamp) {
        return Files.exists(backup(timestamp));
    }

    /** The mode that it sets; empty when it sets none, or nobody can read it. */
    String mode() {
        try {
            return read().mode().orElse("");
        } catch (IOException e) {
            return "";
        }
    }

    /** The mode that it set when it was backed up; what it sets now when it was not. */
    String modeBefore(long timestamp) {
        return isBackedUp(timestamp) ? new ApplyConfig(backup(timestamp)).mode() : mode();
    }

    private Path backup(long timestamp) {
        return file.resolveSibling(file.getFileName() + ".bak." + timestamp);
    }

    /**
     * Sets the mode; whoever reads the file sees all of the old one or all of the new one.
     *
     * @throws IOException saying in a sentence why it can't be
     */
    void setMode(String mode) throws IOException {
        Path target = told(file::toRealPath);
        ApplyConfigText before = read();
        ApplyConfigText after = before.withMode(mode);
        if (!after.equals(before)) {
            told(() -> {
                refuseReadOnly(target);
                return FileReplacement.write(target, after.bytes(), target);
            });
        }
        String now = read().mode().orElse("");
        if (!now.equals(mode)) {
            throw new IOException(file + ": was changed by somebody else at the same time, and sets " + now + " now");
        }
    }

    /** To replace a file takes no right to write it; but who takes that right away does not want it changed. */
    private static void refuseReadOnly(Path target) throws IOException {
        boolean writable = Files.isWritable(target)
                && Files.getPosixFilePermissions(target).stream().anyMatch(WRITING::contains);
        if (!writable) {
            throw new IOException("is read-only");
        }
    }

    private static byte[] bytes(Path target) throws IOException {
        if (!Files.isRegularFile(target)) {
            throw new IOException(Files.isDirectory(target) ? "is a directory" : "is no file");
        }
        if (Files.size(target) > LARGEST_BYTES) {
            throw new IOException("is longer than " + (LARGEST_BYTES >> 20) + " MiB");
        }
        return Files.readAllBytes(target);
    }

    private interface Access<T> {
        T get() throws IOException;
    }

    private <T> T told(Access<T> access) throws IOException {
        try {
            return access.get();
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": there is no such file", e);
        } catch (AccessDeniedException e) {
            throw new IOException(
                    file + ": the user " + System.getProperty("user.name") + " has no right to read it, or to make a"
                            + " file beside it (" + e.getMessage() + ")",
                    e);
        } catch (IOException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }
}
