package io.quantum.governor.engine.tools.cli;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Commands that people type next, named as they have called this one, so that a line can be pasted. */
public final class Next {
    private static final String HEAD = "Next: ";

    private Next() {}

    /** What the governor was called as: by the launcher's path, or by its name alone where that is found. */
    public static String governor() {
        return System.getProperty("governor.command", "governor");
    }

    /**
     * A line for each, without a line end behind the last.
     *
     * @param commands what follows the governor's name
     */
    public static String lines(String... commands) {
        return Arrays.stream(commands)
                .map(command -> governor() + " " + command)
                .collect(Collectors.joining("\n" + " ".repeat(HEAD.length()), HEAD, ""));
    }
}
