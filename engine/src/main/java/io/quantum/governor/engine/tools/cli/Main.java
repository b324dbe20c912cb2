package io.quantum.governor.engine.tools.cli;

import io.lettuce.core.RedisException;
import io.quantum.governor.engine.base.settings.SettingsException;
import io.quantum.governor.engine.record.archive.ArchiveException;
import io.quantum.governor.engine.rules.life.RefusedException;
import io.quantum.governor.engine.rules.rulebook.RulebookException;
import io.quantum.governor.engine.rules.ruletest.RuleTestException;
import io.quantum.governor.engine.serve.release.ReleaseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The commands of a governor at work. */
@Command(
        name = "governor",
        description = "Decides whether an order plan may be executed, by rule files that a risk team writes.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            HelpCommand.class,
            RunCommand.class,
            AdmitCommand.class,
            JobCommand.class,
            ReplayCommand.class,
            StatusCommand.class,
            DisarmCommand.class,
            RearmCommand.class,
            KillCommand.class,
            NotifyCommand.class,
            GatesCommand.class,
            ExplainCommand.class,
            TestCommand.class,
            LintCommand.class,
            FactsCommand.class,
            PrepareCommand.class,
            LockCommand.class,
            ReleaseCommand.class,
            PublishCommand.class,
            DiffCommand.class,
            ApproveCommand.class,
            ActivateCommand.class,
            RollbackCommand.class,
            ReleasesCommand.class,
            ShadowCommand.class,
            ObserveCommand.class,
            AuditCommand.class,
            TokenCommand.class,
            KeygenCommand.class
        },
        exitCodeListHeading = Main.EXIT_CODES,
        exitCodeList = {
            "0:fine",
            "1:usage, settings or I/O",
            "2:warnings, with --fail-on-warning",
            "3:lint, compile or signature error",
            "4:rule tests failed",
            "5:coverage below what was asked, or a mutant that no test notices",
            "6:more differences than were asked for",
            "7:a canary failed"
        })
public final class Main implements Runnable {
    /** The heading of the exit codes in the help of a command. */
    public static final String EXIT_CODES = "%nExit codes:%n";
    /** The exit code of wrong usage, wrong settings, and I/O. */
    public static final int USAGE = 1;

    static final int RULES = 3;
    static final int TESTS = 4;
    static final int COVERAGE = 5;
    static final int DIFFERENCES = 6;

    @Spec
    private @Nullable CommandSpec spec;

    private Main() {}

    @Override
    public void run() {
        Objects.requireNonNull(spec).commandLine().usage(System.out);
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("'" + text + "' is no date like 2026-12-31");
        }
    }

    private static void tellVersion(CommandLine line) {
        line.getCommandSpec().versionProvider(new Version());
        line.getSubcommands().values().forEach(Main::tellVersion);
    }

    /**
     * The command line.
     *
     * @param more commands behind the governor's own
     */
    public static CommandLine line(Object... more) {
        CommandLine line = new CommandLine(new Main()).setCommandName(Next.governor());
        List.of(more).forEach(line::addSubcommand);
        tellVersion(line);
        line.setOut(new HarmlessWriter(line.getOut()));
        line.setErr(new HarmlessWriter(line.getErr()));
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, new CommandGroups());
        // help without colours, which are commands too
        line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        line.setExecutionExceptionHandler((fault, command, parsed) -> {
            if (fault instanceof RefusedException refused) {
                command.getErr().println(refused.why());
                return refused.step().exitCode();
            }
            if (fault instanceof RulebookException
                    || fault instanceof RuleTestException
                    || fault instanceof ReleaseException) {
                command.getErr().println(fault.getMessage());
                return RULES;
            }
            if (fault instanceof IOException
                    || fault instanceof UncheckedIOException
                    || fault instanceof ArchiveException
                    || fault instanceof RedisException) {
                command.getErr().println(InputOutput.sentence(fault));
                return USAGE;
            }
            if (fault instanceof SettingsException || fault instanceof IllegalArgumentException) {
                command.getErr().println(fault.getMessage());
                return USAGE;
            }
            // whichever layer has wrapped it, a file that is not there is no bug
            Exception cause = InputOutput.cause(fault);
            if (cause instanceof IOException) {
                command.getErr().println(InputOutput.sentence(cause));
                return USAGE;
            }
            throw fault;
        });
        line.setParameterExceptionHandler((fault, given) -> {
            CommandLine asked = fault.getCommandLine();
            asked.getErr().println(fault.getMessage());
            UnmatchedArgumentException.printSuggestions(fault, asked.getErr());
            asked.getErr().println("See: " + asked.getCommandSpec().qualifiedName() + " --help");
            return USAGE;
        });
        line.registerConverter(LocalDate.class, Main::date);
        return line;
    }

    /**
     * Carries out a command, and ends the process with its exit code.
     *
     * @param line makes the command line, for which a class may be missing already
     */
    public static void end(Supplier<CommandLine> line, String... arguments) {
        int code = USAGE;
        try {
            code = line.get().execute(arguments);
        } catch (ExceptionInInitializerError e) {
            throw e;
        } catch (LinkageError e) {
            System.err.println("governor: part of this installation is missing or damaged (" + e.getMessage()
                    + "); install the package again");
        }
        System.exit(code);
    }

    public static void main(String[] arguments) {
        end(Main::line, arguments);
    }
}
