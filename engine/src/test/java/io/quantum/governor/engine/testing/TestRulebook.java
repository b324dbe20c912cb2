package io.quantum.governor.engine.testing;

import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * A copy of the {@linkplain TestRules tests' rulebook} that a test edits as a person would.
 *
 * @param directory where it is
 */
public record TestRulebook(Path directory) {
    /** A score that is blocked by a critical score of 0.7 and not by that of the rulebook. */
    public static final String BETWEEN = "0.75";

    /** Copies the rulebook, as its version 1.0.0. */
    public static TestRulebook at(Path directory) {
        for (Map.Entry<String, String> file :
                RulebookTexts.read(TestRules.DIRECTORY).byPath().entrySet()) {
            write(directory.resolve(file.getKey()), file.getValue());
        }
        return new TestRulebook(directory).replace("rulebook.yaml", "version: " + TestRules.VERSION, "version: 1.0.0");
    }

    /** Lowers the critical score to 0.7, in the rule file and in its tests. */
    public TestRulebook lowerTheCriticalScore() {
        testTheLowerScore();
        return replace("gates/kill-score.drl", "double = 0.8 ", "double = 0.7 ");
    }

    /** Takes {@link #lowerTheCriticalScore} back. */
    public TestRulebook raiseTheCriticalScore() {
        return replace("tests/kill-score.yaml", "killScore: 0.6999", "killScore: 0.7999")
                .replace("tests/kill-score.yaml", "limit: 0.7}", "limit: 0.8}")
                .replace("gates/kill-score.drl", "double = 0.7 ", "double = 0.8 ");
    }

    /** Changes the tests alone, as if the critical score were lower. */
    public TestRulebook testTheLowerScore() {
        return replace("tests/kill-score.yaml", "killScore: 0.7999", "killScore: 0.6999")
                .replace("tests/kill-score.yaml", "limit: 0.8}", "limit: 0.7}");
    }

    /** Says another version. */
    public TestRulebook version(String version) {
        return version("1.0.0", version);
    }

    /** As {@link #version(String)}, when it was changed before. */
    public TestRulebook version(String before, String version) {
        return replace("rulebook.yaml", "version: " + before, "version: " + version);
    }

    /** Makes a syntax error; tells its line. */
    public int breakBurst() {
        String text = text("gates/burst.drl");
        int at = text.indexOf("\nwhen\n") + 1;
        write(directory.resolve("gates/burst.drl"), text.substring(0, at) + "whenever" + text.substring(at + 4));
        return (int) text.substring(0, at).lines().count() + 1;
    }

    /** Replaces text in a file, in place. */
    public TestRulebook replace(String path, String from, String to) {
        write(directory.resolve(path), changed(path, from, to));
        return this;
    }

    /** Replaces text in a file by writing another one and renaming it over the first, as editors do. */
    public TestRulebook replaceByRename(String path, String from, String to) {
        Path swap = directory.resolve(path + "~");
        write(swap, changed(path, from, to));
        try {
            Files.move(swap, directory.resolve(path), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Writes a file, new or not. */
    public TestRulebook write(String path, String text) {
        write(directory.resolve(path), text);
        return this;
    }

    /** A file's text. */
    public String text(String path) {
        try {
            return Files.readString(directory.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String changed(String path, String from, String to) {
        String text = text(path);
        if (!text.contains(from)) {
            throw new IllegalArgumentException(path + " does not hold '" + from + "'");
        }
        return text.replace(from, to);
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.resolveSibling(""));
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
