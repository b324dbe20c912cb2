package io.quantum.governor.engine.serve.job;

import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a job is to do. Nothing that a person has written stands in the command: rulebooks are directories of the daemon's
 * making, and times are written by it.
 *
 * @param what for people
 * @param rulebooks those that the command is about, in its order
 * @param digest of the last of them; empty when the command is about none
 * @param options besides them
 */
public record JobOrder(Kind kind, String what, List<RulebookTexts> rulebooks, String digest, List<String> options) {
    /** What can be asked for. */
    public enum Kind {
        /** What differs between two rulebooks. */
        diff(512, "diff"),
        /** What a rulebook would have decided. */
        replay(256, "replay --rules"),
        /** What the tests of a rulebook show of it. */
        coverage(320, "test --coverage"),
        /** Whether the archive is as it was written. */
        verify(128, "audit verify");

        private final int megabytes;
        private final String words;

        Kind(int megabytes, String words) {
            this.megabytes = megabytes;
            this.words = words;
        }

        /** So much heap its process may have. */
        int megabytes() {
            return megabytes;
        }
    }

    List<String> arguments(List<Path> directories) {
        List<String> arguments = new ArrayList<>(List.of(kind.words.split(" ", -1)));
        directories.forEach(directory -> arguments.add(directory.toString()));
        arguments.addAll(options);
        arguments.addAll(List.of("--format", "json"));
        return arguments;
    }
}
