package io.quantum.governor.engine.cli;

import io.quantum.governor.engine.rulebook.RulebookException;
import io.quantum.governor.engine.ruletest.RuleTestException;
import io.quantum.governor.engine.settings.SettingsException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code deploy/governor}: every command of the governor. */
@Command(
        name = "governor",
        description = "Decides whether an order plan may be executed, by rule files that a risk team writes.",
        mixinStandardHelpOptions = true,
        version = "governor 1.0.0-SNAPSHOT",
        subcommands = {RunCommand.class, DemoCommand.class, TestCommand.class, BenchCommand.class},
        footer = {
            "",
            "Exit codes: 0 fine, 1 usage, settings or I/O, 3 a rule file is wrong, 4 tests failed, 5 coverage too low."
        })
public final class Main implements Runnable {
    static final int USAGE = 1;
    static final int RULES = 3;
    static final int TESTS = 4;
    static final int COVERAGE = 5;

    private Main() {}

    @Override
    public void run() {
        new CommandLine(this).usage(System.out);
    }

    public static void main(String[] arguments) {
        CommandLine line = new CommandLine(new Main());
        line.setExecutionExceptionHandler((fault, command, parsed) -> {
            if (fault instanceof RulebookException || fault instanceof RuleTestException) {
                command.getErr().println(fault.getMessage());
                return RULES;
            }
            if (fault instanceof SettingsException || fault instanceof IllegalArgumentException) {
                command.getErr().println(fault.getMessage());
                return USAGE;
            }
            throw fault;
        });
        line.setParameterExceptionHandler((fault, given) -> {
            fault.getCommandLine().getErr().println(fault.getMessage());
            fault.getCommandLine().usage(fault.getCommandLine().getErr());
            return USAGE;
        });
        System.exit(line.execute(arguments));
    }
}
