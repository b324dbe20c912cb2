package io.quantum.governor.lab.cli;

import io.quantum.governor.engine.tools.cli.Main;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** {@code deploy/governor}: the governor's commands, and those that show it, try it out and measure it. */
public final class Lab {
    /** Whoever is new here looks at the head of the list. */
    private static final List<String> FIRST = List.of("help", "run", "demo", "sample", "bench");

    private Lab() {}

    static CommandLine line() {
        CommandLine line = Main.line(new DemoCommand(), new SampleCommand(), new BenchCommand());
        CommandSpec governor = line.getCommandSpec();
        Map<String, CommandLine> others = new LinkedHashMap<>(line.getSubcommands());
        others.keySet().removeAll(FIRST);
        others.forEach((name, command) -> {
            governor.removeSubcommand(name);
            governor.addSubcommand(name, command);
        });
        return line;
    }

    public static void main(String[] arguments) {
        Main.end(Lab::line, arguments);
    }
}
