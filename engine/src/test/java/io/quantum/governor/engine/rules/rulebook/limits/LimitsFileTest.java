package io.quantum.governor.engine.rules.rulebook.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantum.governor.engine.rules.rulebook.fence.Fault;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsFileTest {
    private static final String HEADER = "threshold,symbol,strategy,account,value,owner,why\n";

    @Test
    void a_row_of_yaml_is_one_for_each_combination_of_what_it_names() {
        LimitsFile file = yaml("""
                # the liquid ones
                - threshold: burst.maxPer5Min
                  for: {symbol: [BTCUSDT, ETHUSDT], strategy: [scalper, NO]}
                  value: 4
                  owner: risk
                  why: liquid
                    enough
                - {threshold: killScore.critical, for: {account: 007}, value: 0.70, owner: risk, why: "new: watch it"}
                """);

        assertThat(file.faults()).isEmpty();
        assertThat(file.rows())
                .extracting(row -> row.line() + " " + row.threshold() + " " + row.scope() + " " + row.value() + " "
                        + row.owner() + ": " + row.why())
                .containsExactly(
                        "2 burst.maxPer5Min symbol=BTCUSDT,strategy=scalper 4 risk: liquid enough",
                        "2 burst.maxPer5Min symbol=BTCUSDT,strategy=NO 4 risk: liquid enough",
                        "2 burst.maxPer5Min symbol=ETHUSDT,strategy=scalper 4 risk: liquid enough",
                        "2 burst.maxPer5Min symbol=ETHUSDT,strategy=NO 4 risk: liquid enough",
                        "8 killScore.critical account=007 0.70 risk: new: watch it");
    }

    @Test
    void a_table_says_the_same_and_its_columns_stand_in_any_order() {
        LimitsFile file = csv("""
                why,threshold,value,symbol,strategy,account,owner
                "liquid, and enough",burst.maxPer5Min,4,BTCUSDT,scalper,,risk

                new,killScore.critical,0.70,,,007,risk
                """);

        assertThat(file.faults()).isEmpty();
        assertThat(file.rows())
                .extracting(row -> row.line() + " " + row.threshold() + " " + row.scope() + " " + row.value() + " "
                        + row.owner() + ": " + row.why())
                .containsExactly(
                        "2 burst.maxPer5Min symbol=BTCUSDT,strategy=scalper 4 risk: liquid, and enough",
                        "4 killScore.critical account=007 0.70 risk: new");
    }

    @Test
    void a_rulebook_without_the_file_has_no_limits() {
        assertThat(LimitsFile.of(Map.of("rulebook.yaml", ""))).isEqualTo(LimitsFile.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: b | 1 | a list of rows belongs here",
                "- 5 | 1 | this is no row",
                "# nothing | 1 | there is no row here; write one, or delete the file",
                "[] | 1 | there is no row here",
                "- {threshold: a.b, for: {symbol: BTCUSDT}, value: 4, owner: risk} | 1 | this row does not say why",
                "- {threshold: a.b, for: {symbol: BTCUSDT}, value: 4, owner: , why: x} | 1 | this row does not say owner",
                "- {threshold: a.b, value: 4, owner: risk, why: x} | 1 | this row names no symbol, strategy or account",
                "- {threshold: a.b, for: {}, value: 4, owner: risk, why: x} | 1 | this row names no symbol, strategy or account",
                "- {threshold: a.b, for: BTCUSDT, value: 4, owner: risk, why: x} | 1 | write for: {symbol: BTCUSDT}",
                "- {threshold: a.b, for: {symbols: A}, value: 4, owner: risk, why: x} | 1 | there is no scope 'symbols'; known here: 'symbol'",
                "- {threshold: a.b, for: {symbol: []}, value: 4, owner: risk, why: x} | 1 | 'symbol' names none",
                "- {threshold: a.b, for: {symbol: btcusdt}, value: 4, owner: risk, why: x} | 1 | 'btcusdt' can't be a symbol; write 2 to 40 of A-Z 0-9 _",
                "- {threshold: a.b, for: {strategy: two words}, value: 4, owner: risk, why: x} | 1 | 'two words' can't be the strategy of a plan",
                "- {threshold: a.b, for: {symbol: BTCUSDT}, value: [4], owner: risk, why: x} | 1 | 'value' is one text or number",
                "- {treshold: a.b, for: {symbol: BTCUSDT}, value: 4, owner: risk, why: x} | 1 | there is no key 'treshold' here; known here: 'threshold'",
                "- {threshold: a.b, for: {symbol: &x BTCUSDT}, value: *x, owner: risk, why: x} | 1 | 'value' refers to another place",
                "- {threshold: a.b, value: 4, value: 5, owner: risk, why: x} | 1 | 'value' stands twice here; take one away",
                "- {threshold: a.b | 1 | is missing",
            })
    void what_is_wrong_in_yaml_is_told_with_its_line_and_a_remedy(String text, int line, String told) {
        assertFault(yaml(text.strip()), LimitsFile.YAML, line, told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"---\n- 5\n", "--- \nmore: 1\n"})
    void nothing_may_stand_behind_the_list(String more) {
        String list = "- {threshold: a.b, for: {symbol: BTCUSDT}, value: 4, owner: risk, why: x}\n";

        assertFault(yaml(list + more), LimitsFile.YAML, 3, "something stands behind the list of rows");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.b,BTCUSDT,,,4,risk | 2 | this row has 6 cells, and the first line names 7 columns",
                "a.b,BTCUSDT,,,4,risk,too, many | 2 | put a text that holds a comma in quotes",
                "a.b,,,,4,risk,x | 2 | this row names no symbol, strategy or account",
                "a.b,btc-usdt,,,4,risk,x | 2 | 'btc-usdt' can't be a symbol",
                "a.b,BTCUSDT ETHUSDT,,,4,risk,x | 2 | 'BTCUSDT ETHUSDT' can't be a symbol",
                "a.b,BTCUSDT,,,4,,x | 2 | this row does not say owner",
                "a.b,BTCUSDT,,,4,risk,\"x | 2 | look at its quotes",
                "'' | 1 | there is no row here",
            })
    void what_is_wrong_in_a_table_is_told_with_its_line_and_a_remedy(String row, int line, String told) {
        assertFault(csv(HEADER + row), LimitsFile.CSV, line, told);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "threshold,symbol,strategy,account,value,owner | the column 'why' is missing; the first line is: threshold,symbol",
                "threshold,symbol,strategie,account,value,owner,why | there is no column 'strategie'; the nearest known one is 'strategy'",
                "threshold,symbol,symbol,strategy,account,value,owner,why | the column 'symbol' stands twice here",
                "threshold;symbol;strategy;account;value;owner;why | put commas between columns",
            })
    void the_first_line_of_a_table_names_its_columns(String header, String told) {
        assertFault(csv(header + "\na.b,BTCUSDT,,,4,risk,x\n"), LimitsFile.CSV, 1, told);
    }

    @ParameterizedTest
    @ValueSource(strings = {LimitsFile.YAML, LimitsFile.CSV})
    void what_nobody_sees_in_an_editor_is_refused(String path) {
        assertFault(read(path, "\uFEFF" + HEADER), path, 1, "save it as UTF-8 without BOM");
        assertFault(read(path, "x\ny\r\n"), path, 2, "save the file with line ends of Unix (LF)");
        assertFault(read(path, "x\ny\n\tz\n"), path, 3, "a tab stands here");
        assertFault(read(path, "x\ny\u0007\n"), path, 2, "an invisible character");
    }

    @Test
    void two_files_of_limits_are_one_too_many() {
        LimitsFile file = LimitsFile.of(Map.of(LimitsFile.YAML, "[]", LimitsFile.CSV, HEADER));

        assertFault(file, LimitsFile.CSV, 1, "keep one of them");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gates/limits.yaml", "limits.yml", "Limits.csv", "more/limits.csv"})
    void limits_that_nobody_would_read_are_told(String path) {
        assertFault(
                LimitsFile.of(Map.of(path, "")), path, 1, "name it limits.yaml or limits.csv, beside rulebook.yaml");
    }

    @Test
    void lists_that_are_multiplied_do_not_fill_the_memory() {
        String many = IntStream.range(0, 400).mapToObj(i -> "S" + i).collect(Collectors.joining(", "));

        LimitsFile file = yaml("- {threshold: a.b, for: {symbol: [" + many + "], strategy: [" + many + "], account: ["
                + many + "]}, value: 4, owner: risk, why: x}");

        assertFault(file, LimitsFile.YAML, 1, "there are more than 100000 rows");
    }

    @Test
    void plans_are_named_by_people_with_words_and_commas() {
        assertThat(LimitScope.ofPlans("strategy=scalper, symbol=BTCUSDT"))
                .isEqualTo(new LimitScope("BTCUSDT", "scalper", "default"));
        assertThatThrownBy(() -> LimitScope.ofPlans("BTCUSDT")).hasMessageContaining("write symbol=BTCUSDT");
        assertThatThrownBy(() -> LimitScope.ofPlans("symbol=btc")).hasMessageContaining("can't be a symbol");
    }

    private static void assertFault(LimitsFile file, String path, int line, String told) {
        assertThat(file.rows()).isEmpty();
        assertThat(file.faults()).anySatisfy(fault -> {
            assertThat(fault.file()).isEqualTo(path);
            assertThat(fault.line()).isEqualTo(line);
            assertThat(fault.sentence() + "; " + fault.remedy()).contains(told);
        });
        assertThat(file.faults())
                .extracting(Fault::remedy)
                .allSatisfy(remedy -> assertThat(remedy).isNotBlank());
    }

    private static LimitsFile yaml(String text) {
        return read(LimitsFile.YAML, text);
    }

    private static LimitsFile csv(String text) {
        return read(LimitsFile.CSV, text);
    }

    private static LimitsFile read(String path, String text) {
        return LimitsFile.of(Map.of(path, text));
    }
}
