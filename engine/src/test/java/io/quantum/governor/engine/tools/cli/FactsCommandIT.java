package io.quantum.governor.engine.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.rules.lint.RulesCopy;
import io.quantum.governor.engine.testing.GovernorProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code governor facts} as a process. */
class FactsCommandIT {
    private final Path rules;
    private final Path page;

    FactsCommandIT(@TempDir Path home) {
        this.rules = home.resolve("rules");
        this.page = home.resolve("docs/facts.md");
    }

    @BeforeEach
    void copy() throws IOException {
        RulesCopy.into(rules);
    }

    @Test
    void a_person_reads_where_a_fact_comes_from_and_who_asks_for_it() {
        assertThat(ends("facts", rules.toString())).startsWith("0: ").contains("""
                CapitalEfficiency 1.0.0 (risk), facts/capital-efficiency.drl
                  redis hash quantum:capital:efficiency:{symbol}
                  score       double   efficiency_score  score 0..1
                  confidence  double   confidence        confidence 0..1
                  ageSec      long     age of ts         s
                  asked by allocation/multiplier.drl, hints/downsize.drl
                """);
    }

    @Test
    void a_program_reads_the_same() throws IOException {
        String[] end = ends("facts", "--format", "json", rules.toString()).split(": ", 2);

        assertThat(end[0]).isEqualTo("0");
        assertThat(Json.MAPPER.readTree(end[1]))
                .extracting(fact -> fact.path("fact").asText())
                .contains("KillScore", "PortfolioBudget");
        JsonNode first = Json.MAPPER.readTree(end[1]).get(0);
        assertThat(first.path("source").asText()).startsWith("redis ");
    }

    @Test
    void they_are_written_between_the_marks_of_the_page_and_nothing_else_changes() throws IOException {
        Files.createDirectories(page.resolveSibling("."));
        assertThat(ends("facts", "--write", rules.toString()))
                .startsWith("1: ")
                .contains("<!-- end of what is made -->");

        Files.writeString(
                page,
                "before\n<!-- made of the rulebook by: governor facts --write -->\nold\n<!-- end of what is made -->\nafter\n");
        assertThat(ends("facts", "--write", rules.toString())).startsWith("0: ").endsWith("12 facts");
        assertThat(Files.readString(page))
                .startsWith("before\n")
                .endsWith("after\n")
                .contains("quantum:capital:efficiency:{symbol}")
                .doesNotContain("old\n");
        assertThat(ends("facts", "--write", rules.toString())).startsWith("0: ").endsWith("is up to date");
    }

    private static String ends(String... arguments) {
        try (GovernorProcess process = GovernorProcess.command(arguments)) {
            int code = process.awaitExit();
            return code + ": " + process.output().strip();
        }
    }
}
