package io.quantum.governor.engine.rules.lint;

import io.quantum.governor.engine.testing.TestRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A copy of the tests' rules that a test may break. */
public final class RulesCopy {
    private RulesCopy() {}

    /** Copies rule files, tests, manifest and lock, as version 1.0.0. */
    public static void into(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(TestRules.DIRECTORY)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String path = TestRules.DIRECTORY.relativize(file).toString();
                boolean belongs = List.of(".drl", ".yaml", ".lock").stream().anyMatch(path::endsWith);
                if (belongs) {
                    Path copy = directory.resolve(path);
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
        }
        asFirstVersion(directory);
    }

    /** Makes a copy the version 1.0.0. */
    public static void asFirstVersion(Path directory) throws IOException {
        for (String file : List.of("rulebook.yaml", "rulebook.lock")) {
            String text = Files.readString(directory.resolve(file));
            Files.writeString(directory.resolve(file), text.replaceFirst(TestRules.VERSION, "1.0.0"));
        }
    }
}
