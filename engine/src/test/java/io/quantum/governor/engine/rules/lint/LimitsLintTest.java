package io.quantum.governor.engine.rules.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.quantum.governor.engine.rules.life.Admission;
import io.quantum.governor.engine.rules.life.RefusedException;
import io.quantum.governor.engine.rules.rulebook.RulebookFiles;
import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import io.quantum.governor.engine.rules.rulebook.limits.LimitsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of limits beside the thresholds of the tests' rulebook. */
class LimitsLintTest {
    private static final String HEADER = "threshold,symbol,strategy,account,value,owner,why\n";

    @TempDir
    private Path rules = Path.of("");

    @BeforeEach
    void copy() throws IOException {
        RulesCopy.into(rules);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "burst.maxPer5min,BTCUSDT,,,4,risk,x | there is no threshold 'burst.maxPer5min'; the nearest known one is 'burst.maxPer5Min'",
                "killScore.critical,BTCUSDT,,,1.01,risk,x | '1.01' is not allowed for killScore.critical; give a number from 0 to 1 (score)",
                "killScore.critical,BTCUSDT,,,#0,7#,risk,x | '0,7' is not allowed for killScore.critical",
                "burst.maxPer5Min,BTCUSDT,,,4.5,risk,x | '4.5' is not allowed for burst.maxPer5Min; give a whole number",
                "autoDisarm.enabled,BTCUSDT,,,maybe,risk,x | 'maybe' is not allowed for autoDisarm.enabled; give true or false",
                "budget.mostUsd,BTCUSDT,scalper,,9000,risk,x | budget.mostUsd is used for a symbol, whatever the strategies and accounts that trade it; name a symbol alone",
                "repeatedErrors.count,BTCUSDT,,,4,risk,x | repeatedErrors.count is asked about no plan",
                "burst.maxPer5Min,BTCUSDT,,,\u0664,risk,x | is not allowed for burst.maxPer5Min; give a whole number",
                "burst.maxPer5Min,BTCUSDT,,,4,risk,#x%burst.maxPer5Min,XRPUSDT,,,1,risk,x# | a cell of this row goes on over the end of the line; look at its quotes",
                "burst.maxPer5Min,BTCUSDT,,,4,risk,a\u200bb | an invisible character stands in column 36",
                "intake.duplicateWindowSec,BTCUSDT,,,10,risk,x | intake.duplicateWindowSec is the same for all plans",
            })
    void a_row_that_its_threshold_does_not_allow_is_told_with_line_and_remedy(String row, String told)
            throws IOException {
        write(
                LimitsFile.CSV,
                HEADER + "burst.maxPer5Min,ETHUSDT,,,4,risk,x\n"
                        + row.replace('#', '"').replace('%', '\n') + "\n");

        assertThat(errors()).singleElement().satisfies(finding -> {
            assertThat(finding.file()).isEqualTo(LimitsFile.CSV);
            assertThat(finding.line()).isEqualTo(3);
            assertThat(finding.sentence() + "; " + finding.remedy()).contains(told);
        });
    }

    @Test
    void two_rows_for_the_same_plans_are_told_also_when_lists_hide_it() throws IOException {
        write(LimitsFile.YAML, """
                - {threshold: burst.maxPer5Min, for: {symbol: BTCUSDT}, value: 4, owner: risk, why: x}
                - {threshold: burst.maxPer5Min, for: {symbol: [ETHUSDT, BTCUSDT]}, value: 5, owner: risk, why: x}
                """);

        assertThat(errors())
                .extracting(Finding::line, Finding::sentence, Finding::remedy)
                .containsExactly(tuple(
                        2,
                        "there is a row of burst.maxPer5Min for symbol=BTCUSDT already, on line 1",
                        "take one away"));
    }

    @Test
    void limits_that_are_wrong_are_refused_before_they_decide() throws IOException {
        write(LimitsFile.CSV, HEADER + "burst.maxPer5Min,BTCUSDT,,,-1,risk,x\n");

        assertThatThrownBy(() -> Admission.of(Map.of()).admit(RulebookTexts.read(rules)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("limits.csv:2: '-1' is not allowed for burst.maxPer5Min; give a whole number");
    }

    @Test
    void limits_are_not_released_without_a_new_version_and_a_new_lock() throws IOException {
        write(LimitsFile.CSV, HEADER + "burst.maxPer5Min,DOGEUSDT,,,4,risk,x\n");
        assertThat(ofLock())
                .extracting(Finding::file, Finding::remedy)
                .containsExactly(tuple("rulebook.yaml", "write version: 1.1.0"));

        Path manifest = rules.resolve("rulebook.yaml");
        Files.writeString(manifest, Files.readString(manifest).replace("version: 1.0.0", "version: 1.1.0"));
        LockRenewal renewal = LockRenewal.of(rules);
        assertThat(renewal.changes()).contains("limits.csv is new").contains("rulebook version 1.0.0 -> 1.1.0");
        renewal.write();
        assertThat(ofLock()).isEmpty();

        write(LimitsFile.CSV, HEADER + "burst.maxPer5Min,DOGEUSDT,,,5,risk,x\n");
        assertThat(ofLock())
                .extracting(Finding::file, Finding::remedy)
                .containsExactly(tuple("rulebook.yaml", "write version: 1.1.1"));
        assertThat(LockRenewal.of(rules).changes()).contains("limits.csv has changed");
    }

    private void write(String path, String text) throws IOException {
        Files.writeString(rules.resolve(path), text);
    }

    /** A new file is a new version too, which is not what is looked at here. */
    private List<Finding> errors() {
        return Lint.check(rules).stream()
                .filter(Finding::isError)
                .filter(finding -> finding.file().startsWith("limits"))
                .toList();
    }

    private List<Finding> ofLock() {
        RulebookFiles files = RulebookFiles.read(rules);
        return RulebookLock.check(RulebookTexts.read(rules), files, files.parsed());
    }
}
