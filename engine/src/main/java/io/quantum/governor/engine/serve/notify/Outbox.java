package io.quantum.governor.engine.serve.notify;

import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.base.process.FileFault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages that wait to be delivered: a file each, in a directory for each target, so that they outlive the daemon. Daemons that
 * share the directory all put messages into it; the one that has its lock delivers them. Safe for use by many threads.
 */
final class Outbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final int MOST = 500;
    /** Critical ones may take the place of as many more. */
    private static final int MOST_CRITICAL = 1000;

    private static final int MOST_UNSAVED = 100;
    private static final long LARGEST_BYTES = 100_000;
    private static final String ENDING = ".json";
    private static final String UNFINISHED = ".part";

    private final Path directory;
    private final AtomicLong number = new AtomicLong();
    /** What no file could be written of. */
    private final Map<String, Deque<Message>> unsaved = new ConcurrentHashMap<>();

    private @Nullable FileChannel lockFile;
    private @Nullable FileLock lock;

    /**
     * A message that waits.
     *
     * @param file where; empty when none could be written
     */
    record Waiting(String target, Message message, Optional<Path> file) {}

    /** Makes nothing yet. */
    Outbox(Path directory) {
        this.directory = directory;
    }

    /**
     * Puts a message behind the others.
     *
     * @return whether it waits now; if not, the log says what was lost
     */
    boolean put(String target, Message message) {
        try {
            int waiting = files(target).size();
            boolean critical = message.severity() == Severity.CRITICAL;
            if (waiting >= (critical ? MOST_CRITICAL : MOST)) {
                LOG.error("{} messages wait for {}, so this one is dropped: {}", waiting, target, message.headline());
                return false;
            }
            write(target, message);
            return true;
        } catch (IOException e) {
            LOG.error(
                    "a message for {} can't be kept in {} and is lost if this daemon ends: {} ({})",
                    target,
                    directory,
                    message.headline(),
                    FileFault.words(e));
            return keepUnsaved(target, message);
        }
    }

    private boolean keepUnsaved(String target, Message message) {
        Deque<Message> waiting = unsaved.computeIfAbsent(target, unused -> new ConcurrentLinkedDeque<>());
        waiting.add(message);
        if (waiting.size() <= MOST_UNSAVED) {
            return true;
        }
        Message lost = waiting.poll();
        LOG.error(
                "more messages wait for {} than can be kept; dropped: {}", target, lost == null ? "" : lost.headline());
        return false;
    }

    private void write(String target, Message message) throws IOException {
        Path box = box(target);
        String name = String.format(
                "%015d-%06d-%s",
                message.atMs(), number.incrementAndGet(), UUID.randomUUID().toString());
        Path part = box.resolve(name + UNFINISHED);
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(Json.bytes(message));
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(part);
            throw e;
        }
        Files.move(part, box.resolve(name + ENDING), StandardCopyOption.ATOMIC_MOVE);
        sync(box);
    }

    private Path box(String target) throws IOException {
        Path box = directory.resolve(target);
        try {
            Files.createDirectories(box);
        } catch (FileAlreadyExistsException e) {
            throw new IOException(box + " is no directory", e);
        }
        return box;
    }

    /** A file that is renamed or deleted has to stay so when the power fails. */
    private static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** The message that waits longest; empty when none does, or another daemon delivers those in the directory. */
    Optional<Waiting> first(String target) {
        Deque<Message> kept = unsaved.get(target);
        Message next = kept == null ? null : kept.peek();
        if (next != null) {
            return Optional.of(new Waiting(target, next, Optional.empty()));
        }
        if (!isMine()) {
            return Optional.empty();
        }
        try {
            for (Path file : files(target)) {
                Optional<Message> message = read(file);
                if (message.isPresent()) {
                    return Optional.of(new Waiting(target, message.get(), Optional.of(file)));
                }
            }
        } catch (IOException e) {
            LOG.warn("messages in {} can't be read: {}", directory, FileFault.words(e));
        }
        return Optional.empty();
    }

    private Optional<Message> read(Path file) throws IOException {
        try {
            if (Files.size(file) > LARGEST_BYTES) {
                throw new IOException("too large");
            }
            @Nullable Message message = Json.MAPPER.readValue(Files.readAllBytes(file), Message.class);
            if (message == null) {
                throw new IOException("nothing");
            }
            return Optional.of(message);
        } catch (IOException | IllegalArgumentException e) {
            Path aside = aside(file);
            LOG.error(
                    "{} holds no message ({}); it is in {} now",
                    file,
                    e.getClass().getSimpleName(),
                    aside);
            return Optional.empty();
        }
    }

    /** Whoever finds out why looks there. */
    private Path aside(Path file) throws IOException {
        Path aside = directory.resolve("aside");
        Files.createDirectories(aside);
        return Files.move(file, aside.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }

    /** It was delivered, and waits no more. */
    void remove(Waiting delivered) {
        try {
            if (delivered.file().isPresent()) {
                Files.deleteIfExists(delivered.file().get());
                sync(box(delivered.target()));
            } else {
                unsaved.getOrDefault(delivered.target(), new ConcurrentLinkedDeque<>())
                        .remove(delivered.message());
            }
        } catch (IOException e) {
            LOG.error(
                    "a message was delivered to {} and can't be deleted, so it is sent again: {}",
                    delivered.target(),
                    FileFault.words(e));
        }
    }

    /** Nobody wants it; it is kept where people can look at it. */
    void setAside(Waiting refused) {
        try {
            if (refused.file().isPresent()) {
                aside(refused.file().get());
            } else {
                remove(refused);
            }
        } catch (IOException e) {
            LOG.error("a message for {} can't be set aside: {}", refused.target(), FileFault.words(e));
        }
    }

    /** How many wait for a target. */
    int waiting(String target) {
        Deque<Message> kept = unsaved.get(target);
        try {
            return files(target).size() + (kept == null ? 0 : kept.size());
        } catch (IOException e) {
            return kept == null ? 0 : kept.size();
        }
    }

    /** In the order in which they were written. */
    private List<Path> files(String target) throws IOException {
        Path box = directory.resolve(target);
        if (!Files.isDirectory(box)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(box)) {
            return new ArrayList<>(all.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .toList());
        }
    }

    /** Whether this daemon delivers what is in the directory; the system gives the lock of one that dies to the next. */
    private synchronized boolean isMine() {
        if (lock != null) {
            return true;
        }
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try {
            FileChannel file = lockFile;
            if (file == null) {
                file = FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                lockFile = file;
            }
            lock = file.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            // another daemon within this process
            return false;
        } catch (IOException e) {
            LOG.warn("{} can't be locked: {}", directory, FileFault.words(e));
            return false;
        }
    }

    @Override
    public synchronized void close() {
        try {
            if (lockFile != null) {
                lockFile.close();
            }
            lock = null;
            lockFile = null;
        } catch (IOException e) {
            LOG.warn("{} can't be unlocked: {}", directory, FileFault.words(e));
        }
    }
}
