package io.quantum.governor.engine.base.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Starts this program once more, by the same Java, with the same jars, and with what the launcher has told this process. */
public final class ThisJava {
    private static final String MAIN = "io.quantum.governor.engine.tools.cli.Main";

    private ThisJava() {}

    /**
     * The command line up to the jars.
     *
     * @param options of the JVM
     */
    public static List<String> with(List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(options);
        command.addAll(List.of("-XX:+UseSerialGC", "-Xss512k", "--enable-native-access=ALL-UNNAMED"));
        for (String property : List.of("governor.home", "governor.rulebooks")) {
            Optional.ofNullable(System.getProperty(property))
                    .ifPresent(value -> command.add("-D" + property + "=" + value));
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        return command;
    }

    /** The whole command line of one of this program's commands. */
    public static List<String> running(String command, List<String> options) {
        List<String> all = with(options);
        all.addAll(List.of(MAIN, command));
        return all;
    }
}
