package io.quantum.governor.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What {@code --help} of each command tells. */
class HelpTest {
    private static final CommandLine GOVERNOR = Lab.line();

    static Stream<Arguments> commands() {
        return below(GOVERNOR)
                .map(command -> Arguments.of(command.getCommandSpec().qualifiedName(), command));
    }

    private static Stream<CommandLine> below(CommandLine command) {
        // picocli's own "help" apart
        return command.getSubcommands().values().stream()
                .filter(sub -> !sub.getCommandSpec().helpCommand())
                .flatMap(sub -> Stream.concat(Stream.of(sub), below(sub)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void every_command_lists_the_exit_codes_that_it_uses(String name, CommandLine command) {
        Set<String> codes =
                command.getCommandSpec().usageMessage().exitCodeList().keySet();
        assertThat(codes).contains("0", "1");
        assertThat(codes)
                .isSubsetOf(
                        GOVERNOR.getCommandSpec().usageMessage().exitCodeList().keySet());
        assertThat(command.getUsageMessage()).contains("Exit codes:", "0   ");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void every_list_of_commands_tells_of_each_in_whole_sentences(String name, CommandLine command) {
        assertThat(command.getCommandSpec().usageMessage().description()[0]).endsWith(".");
    }

    @Test
    void each_command_has_a_line_of_its_own_in_the_list() {
        List<String> lines = GOVERNOR.getUsageMessage().lines().toList();

        GOVERNOR.getSubcommands().forEach((name, command) -> {
            boolean hidden = command.getCommandSpec().usageMessage().hidden();
            assertThat(lines)
                    .as(name)
                    .filteredOn(line -> line.startsWith("  " + name + " "))
                    .hasSize(hidden ? 0 : 1);
        });
        assertThat(lines).allMatch(line -> line.length() <= 80);
    }
}
