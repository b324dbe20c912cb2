package io.quantum.governor.engine.decide.disarm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;

/** Writes a file so that it is there whole or not at all, also after the power has failed. */
final class FileReplacement {
    private static final String SUFFIX = ".governor";
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private FileReplacement() {}

    /**
     * Makes a new file, which takes the place of one that is there.
     *
     * @param like an existing file whose owner, group and mode it gets
     * @return the file
     * @throws IOException when it can't be written, or its owner not be kept; nothing has changed then
     */
    static Path write(Path file, byte[] bytes, Path like) throws IOException {
        deleteAbandoned(file);
        // a name of its own: nobody renames what another one is still writing
        Path made = file.resolveSibling(prefix(file) + UUID.randomUUID() + SUFFIX);
        try (FileChannel channel = FileChannel.open(
                made,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            keepOwnerAndMode(made, like);
            channel.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(made);
            throw e;
        }
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel directory = FileChannel.open(file.resolveSibling("."), StandardOpenOption.READ)) {
            directory.force(true);
        }
        return file;
    }

    private static String prefix(Path file) {
        return "." + file.getFileName() + ".";
    }

    /** Left by a daemon that died while it wrote. */
    private static void deleteAbandoned(Path file) throws IOException {
        long old = System.currentTimeMillis() - LONGEST.toMillis();
        try (DirectoryStream<Path> left = Files.newDirectoryStream(file.resolveSibling("."), path -> {
            String name = path.getFileName().toString();
            return name.startsWith(prefix(file)) && name.endsWith(SUFFIX);
        })) {
            for (Path path : left) {
                if (path.toFile().lastModified() < old) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }

    private static void keepOwnerAndMode(Path made, Path like) throws IOException {
        PosixFileAttributes wanted = Files.readAttributes(like, PosixFileAttributes.class);
        PosixFileAttributeView view = Files.getFileAttributeView(made, PosixFileAttributeView.class);
        PosixFileAttributes now = view.readAttributes();
        try {
            if (!now.owner().equals(wanted.owner())) {
                view.setOwner(wanted.owner());
            }
            if (!now.group().equals(wanted.group())) {
                view.setGroup(wanted.group());
            }
        } catch (FileSystemException e) {
            throw new IOException(
                    "its owner " + wanted.owner().getName() + ":"
                            + wanted.group().getName() + " can't be kept by the user "
                            + System.getProperty("user.name"),
                    e);
        }
        view.setPermissions(wanted.permissions());
    }
}
