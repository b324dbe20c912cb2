package io.quantum.governor.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What {@code --help} of each command tells. */
class HelpTest {
    static Stream<String> commands() {
        return new CommandLine(Main.class).getSubcommands().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_command_lists_the_exit_codes_that_it_uses(String name) {
        CommandLine command = Objects.requireNonNull(
                new CommandLine(Main.class).getSubcommands().get(name));
        Map<String, String> codes = command.getCommandSpec().usageMessage().exitCodeList();
        assertThat(codes).containsKeys("0", "1");
        assertThat(codes.keySet())
                .isSubsetOf(new CommandLine(Main.class)
                        .getCommandSpec()
                        .usageMessage()
                        .exitCodeList()
                        .keySet());
        assertThat(command.getUsageMessage()).contains("Exit codes:", "0   ");
    }
}
