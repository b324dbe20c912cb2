package io.quantum.governor.engine.rules.rulebook;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * How a rulebook's directory looks without reading its files: which there are, how long, when written, and where on the
 * disk. Two equal stamps some time apart mean that nobody is changing it.
 *
 * @param text every file's, or why the directory can't be looked at
 */
public record RulebookStamp(String text) {

    /** Looks at a directory; never fails. */
    public static RulebookStamp of(Path directory) {
        try {
            return new RulebookStamp(RulebookWalk.files(directory).entrySet().stream()
                    .map(f -> f.getKey() + " " + f.getValue().size() + " "
                            + f.getValue().lastModifiedTime() + " "
                            + f.getValue().fileKey())
                    .collect(Collectors.joining("\n")));
        } catch (IOException e) {
            return new RulebookStamp(e.toString());
        }
    }
}
