package io.quantum.governor.engine.rules.life;

import io.quantum.governor.engine.rules.rulebook.RulebookStamp;
import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks at a rulebook's directory, and activates what lies there when two looks agree: then nobody is saving, and
 * several files that were changed together are one reload. It compares what it sees and waits for no notification, so
 * links that are switched and files that are renamed into place are seen like any other change.
 */
public final class DirectoryWatch implements Runnable {
    /** Between two looks; a change decides after two of them and the time that compiling and testing take. */
    public static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private static final int MOST_LOOKS = 50;

    private final Path directory;
    private final Reloads reloads;
    private RulebookStamp before = new RulebookStamp("");
    private Optional<RulebookStamp> dealtWith = Optional.empty();

    public DirectoryWatch(Path directory, Reloads reloads) {
        this.directory = directory;
        this.reloads = reloads;
    }

    /** One look. */
    @Override
    public synchronized void run() {
        RulebookStamp now = RulebookStamp.of(directory);
        boolean settled = now.equals(before);
        before = now;
        if (settled && !dealtWith.equals(Optional.of(now))) {
            reload(now);
        }
    }

    /** Activates what lies there, changed or not, as soon as it holds still. */
    public synchronized Reload now() {
        for (int look = 0; look < MOST_LOOKS; look++) {
            RulebookStamp first = RulebookStamp.of(directory);
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            if (first.equals(RulebookStamp.of(directory))) {
                before = first;
                return reload(first);
            }
        }
        return reload(before);
    }

    private Reload reload(RulebookStamp stamp) {
        // what is changed from here on has another stamp, and is looked at again
        dealtWith = Optional.of(stamp);
        return reloads.activate(() -> RulebookTexts.read(directory), directory.toString());
    }
}
