package io.quantum.governor.engine.decide.disarm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;

/**
 * The beginning of what a command prints, read on a thread of its own: a command that prints much must not wait, nor one
 * that leaves something running keep anybody else waiting.
 */
final class PrintedText {
    private static final int MOST = 8000;
    private static final int MOST_TOLD = 300;
    private static final int BUFFER = 4096;
    private static final long UNTIL_READ_MILLIS = 200;
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]");

    /** Written by the reader while others read; its methods are synchronized. */
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();

    private final Thread reader;

    private PrintedText(InputStream in) {
        reader = new Thread(() -> read(in), "restart-output");
        reader.setDaemon(true);
        reader.start();
    }

    static PrintedText of(InputStream in) {
        return new PrintedText(in);
    }

    private void read(InputStream in) {
        byte[] buffer = new byte[BUFFER];
        try (in) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (text.size() < MOST) {
                    text.write(buffer, 0, count);
                }
            }
        } catch (IOException e) {
            // the command is gone, and has printed what it has
            return;
        }
    }

    /** What was printed so far; once the command has ended, all of it. */
    String text() throws InterruptedException {
        reader.join(UNTIL_READ_MILLIS);
        String all = CONTROL.matcher(text.toString(UTF_8)).replaceAll("?").strip();
        return all.isEmpty() ? "(it printed nothing)" : all;
    }

    /** The end of it, as the end of a sentence. */
    String end() throws InterruptedException {
        String all = text().replace('\n', ' ');
        return ": " + all.substring(Math.max(0, all.length() - MOST_TOLD));
    }
}
