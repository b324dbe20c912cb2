package io.quantum.governor.engine.tools.replay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The records of an exported file, one a line; empty lines are none. */
public final class ExportFile implements Records {
    private static final int CHUNK = 1 << 20;

    private final Path file;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong lines = new AtomicLong();

    private volatile Optional<InputStream> input = Optional.empty();

    public ExportFile(Path file) {
        this.file = file;
    }

    @Override
    public void stop() {
        input.ifPresent(in -> {
            try {
                in.close();
            } catch (IOException e) {
                // it is not read any more
            }
        });
    }

    @Override
    public String title() {
        return file.toString();
    }

    /** By the length of the lines so far. What is no file, such as a pipe, has no length. */
    @Override
    public long about() {
        long whole = file.toFile().length();
        long done = bytes.get();
        return done == 0 || whole == 0 ? 0 : Math.max(lines.get(), (long) ((double) whole / done * lines.get()));
    }

    /** A line longer than memory allows fails. */
    @Override
    public void each(Taker taker) throws IOException {
        byte[] buffer = new byte[CHUNK];
        int filled = 0;
        try (InputStream in = Files.newInputStream(file)) {
            input = Optional.of(in);
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer, filled, buffer.length - filled)) {
                filled += read;
                int rest = lines(buffer, filled, taker);
                if (rest < 0) {
                    return;
                }
                filled -= rest;
                System.arraycopy(buffer, rest, buffer, 0, filled);
                buffer = filled == buffer.length ? Arrays.copyOf(buffer, filled * 2) : buffer;
            }
        } catch (ClosedChannelException e) {
            return;
        }
        give(buffer, 0, filled, taker);
    }

    /** Gives the whole lines; tells where the rest begins, or -1 when no more is wanted. */
    private int lines(byte[] buffer, int filled, Taker taker) {
        // as a text, since no other search is as fast: one byte is one character of it
        String text = new String(buffer, 0, filled, ISO_8859_1);
        int from = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
            if (!give(buffer, from, end, taker)) {
                return -1;
            }
            from = end + 1;
        }
        return from;
    }

    private boolean give(byte[] buffer, int from, int to, Taker taker) {
        bytes.addAndGet(to - from + 1L);
        long line = lines.incrementAndGet();
        return from == to || taker.take(line, Arrays.copyOfRange(buffer, from, to), Optional.empty());
    }
}
