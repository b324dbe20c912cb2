package io.quantum.governor.engine.rules.lint;

import io.quantum.governor.engine.rules.rulebook.RulebookException;
import io.quantum.governor.engine.rules.rulebook.RulebookFiles;
import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import io.quantum.governor.engine.rules.rulebook.fence.Fault;
import io.quantum.governor.engine.rules.rulebook.fence.ParsedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What would become of a directory's lock.
 *
 * @param directory the rulebook's
 * @param now the lock that goes with the rules as they are
 * @param changes what has changed since the lock was written, a sentence for each file
 * @param unraised what has changed and still has its old version; then the lock must not be written
 */
public record LockRenewal(Path directory, RulebookLock now, List<String> changes, List<Finding> unraised) {

    /**
     * Compares the lock with the rules.
     *
     * @throws RulebookException when the rules can't be read or parsed
     */
    public static LockRenewal of(Path directory) {
        RulebookTexts texts = RulebookTexts.read(directory);
        RulebookFiles files = RulebookFiles.of(texts);
        List<ParsedFile> parsed = files.parsed();
        List<Fault> faults = parsed.stream().flatMap(f -> f.faults().stream()).toList();
        if (!faults.isEmpty()) {
            throw new RulebookException(faults);
        }
        RulebookLock before = RulebookLock.of(texts);
        RulebookLock now = RulebookLock.of(files, parsed);
        return new LockRenewal(directory, now, before.changes(now), before.unraised(now));
    }

    /** Writes the lock. */
    public void write() throws IOException {
        Files.writeString(directory.resolve(RulebookLock.FILE), now.text());
    }
}
