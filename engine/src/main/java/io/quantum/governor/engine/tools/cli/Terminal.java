package io.quantum.governor.engine.tools.cli;

import java.io.Console;
import org.jspecify.annotations.Nullable;

/** Whether a person looks on. */
public final class Terminal {
    private Terminal() {}

    /** Whether what is printed goes to a terminal. */
    @SuppressWarnings("SystemConsoleNull") // from Java 22 on there is one without a terminal too, and it can be asked
    public static boolean isThere() {
        @Nullable Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
