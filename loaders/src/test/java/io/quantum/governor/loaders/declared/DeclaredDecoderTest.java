package io.quantum.governor.loaders.declared;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantum.governor.facts.DeclaredFact;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.Unavailable;
import io.quantum.governor.loaders.declared.TestFacts.Budget;
import io.quantum.governor.loaders.declared.TestFacts.Venue;
import io.quantum.governor.loaders.declared.TestFacts.Wish;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeclaredDecoderTest {
    private static final Instant NOW = Instant.parse("2026-01-28T12:00:00.750Z");
    private static final long SEC = NOW.getEpochSecond();

    @Test
    void a_fact_is_made_of_all_its_fields() {
        assertThat(read(Budget.class, Map.of("mode", "enforce", "budget_usd", "1.2e3", "timestamp", "" + (SEC - 7))))
                .isEqualTo(new Budget("enforce", 1200, 7));
    }

    @Test
    void what_need_not_be_there_is_what_its_declaration_says() {
        assertThat(read(Budget.class, Map.of("budget_usd", "1", "timestamp", "" + SEC)))
                .isEqualTo(new Budget("", 1, 0));
        assertThat(read(Venue.class, Map.of())).isEqualTo(new Venue(true, 7));
    }

    @Test
    void a_fact_of_which_nothing_is_there_is_missing() {
        assertThat(read(Budget.class, Map.of())).isEqualTo(new Unavailable("budget", "missing", "somewhere"));
        assertThat(read(Budget.class, Map.of("mode", "", "budget_usd", "")))
                .isEqualTo(new Unavailable("budget", "missing", "somewhere"));
    }

    @Test
    void what_need_not_be_there_makes_no_fact_alone() {
        assertThat(read(Budget.class, Map.of("mode", "enforce")))
                .isEqualTo(new Unavailable("budget", "missing", "somewhere"));
    }

    @Test
    void a_fact_of_which_a_part_is_missing_is_unreadable() {
        assertThat(read(Budget.class, Map.of("budget_usd", "1"))).isEqualTo(unreadable("timestamp is missing"));
        assertThat(read(Budget.class, Map.of("timestamp", "1"))).isEqualTo(unreadable("budget_usd is missing"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "1e309", "0x1p3", "1d", " 1", "1,5", "abc", "--1"})
    void what_is_no_finite_number_is_unreadable(String text) {
        assertThat(budget(text)).isEqualTo(unreadable("budget_usd must be a finite number, is '" + text + "'"));
    }

    @Test
    void what_is_out_of_bounds_is_unreadable_and_never_clipped() {
        assertThat(budget("-0.01"))
                .isEqualTo(unreadable("budget_usd (budgetUsd) must be from 0 to 1000000000000000, was -0.01"));
        assertThat(budget("0")).isEqualTo(new Budget("", 0, 0));
        assertThat(budget("1e15")).isEqualTo(new Budget("", 1e15, 0));
        assertThat(budget("1000000000000001")).isInstanceOf(Unavailable.class);
    }

    @Test
    void a_text_longer_than_words_are_is_unreadable_and_told_in_short() {
        Map<String, String> fields = Map.of("budget_usd", "1", "timestamp", "" + SEC);
        assertThat(read(Budget.class, with(fields, "mode", "x".repeat(1000)))).isInstanceOf(Budget.class);
        assertThat(read(Budget.class, with(fields, "mode", "x".repeat(64 * 1024))))
                .isEqualTo(unreadable("mode must be a text of at most 1000 characters, is '" + "x".repeat(40)
                        + "... (65536 characters)'"));
        assertThat(read(Budget.class, with(fields, "budget_usd", "1".repeat(64 * 1024))))
                .isEqualTo(unreadable(
                        "budget_usd must be a finite number, is '" + "1".repeat(40) + "... (65536 characters)'"));
    }

    @ParameterizedTest
    @CsvSource({
        "1769601600, 0",
        "1769601600.999, 0",
        "1769601599.001, 1",
        "1769601605.9, -5",
        "1769601601, -1",
        "0, 1769601600",
        "-0.5, 1769601601",
        "1.7696016e9, 0",
        "100000000000, -98230398400"
    })
    void an_age_is_in_whole_seconds_each_rounded_down_before(String time, long age) {
        assertThat(read(Budget.class, Map.of("budget_usd", "1", "timestamp", time)))
                .isEqualTo(new Budget("", 1, age));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1769601600000", "-1769601600000", "100000000001", "1e300"})
    void a_time_in_milliseconds_is_unreadable(String time) {
        assertThat(read(Budget.class, Map.of("budget_usd", "1", "timestamp", time)))
                .isEqualTo(unreadable("timestamp must be a time in Unix seconds, not milliseconds, is '" + time + "'"));
    }

    @ParameterizedTest
    @CsvSource({"3, 3", "3.0, 3", "3e2, 300", "-9007199254740991, -9007199254740991"})
    void a_whole_number_may_be_written_as_a_decimal(String text, long number) {
        assertThat(read(Venue.class, Map.of("orders", text))).isEqualTo(new Venue(true, number));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "9007199254740992", "1e300"})
    void what_is_no_whole_number_is_unreadable(String text) {
        assertThat(read(Venue.class, Map.of("orders", text)))
                .isEqualTo(new Unavailable(
                        "venue", "unreadable", "somewhere: orders must be a whole number, is '" + text + "'"));
    }

    @ParameterizedTest
    @CsvSource({"true, true", "1, true", "YES, true", "on, true", "False, false", "0, false", "no, false", "off, false"
    })
    void a_switch_may_be_written_in_many_ways(String text, boolean open) {
        assertThat(read(Venue.class, Map.of("open", text))).isEqualTo(new Venue(open, 7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"perhaps", "2", "truee", " "})
    void what_is_no_switch_is_unreadable(String text) {
        assertThat(read(Venue.class, Map.of("open", text)))
                .isEqualTo(new Unavailable(
                        "venue", "unreadable", "somewhere: open must be true or false, is '" + text + "'"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"wish\":\"more\"}      | more",
                "{\"wish\":1.50}          | 1.5",
                "{\"wish\":true}          | true",
                " {\"a\":[],\"wish\":\"x\"}  | x",
            })
    void what_stands_in_json_is_taken_as_text(String json, String wish) {
        assertThat(read(Wish.class, Map.of("json", json))).isEqualTo(new Wish(wish));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"wish\":null}", "{\"wish\":\"\"}", "{\"other\":{\"wish\":1}}"})
    void what_does_not_stand_in_json_is_missing(String json) {
        assertThat(read(Wish.class, Map.of("json", json))).isEqualTo(new Unavailable("wish", "missing", "somewhere"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "wish",
                "{\"wish\":NaN}",
                "{'wish':1}",
                "{\"wish\":1} x",
                "{\"wish\":1}{}",
                "{\"wish\":1}]",
                "{\"wish\":1,\"wish\":2}"
            })
    void what_is_no_json_to_its_end_is_unreadable(String json) {
        assertThat(read(Wish.class, Map.of("json", json)))
                .isEqualTo(new Unavailable(
                        "wish", "unreadable", "somewhere: json must hold JSON in which no object says a name twice"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[{\"wish\":1}]", "7", "\"wish\"", "  ", "null"})
    void what_is_no_object_is_not_taken_for_one_that_says_nothing(String json) {
        assertThat(read(Wish.class, Map.of("json", json)))
                .isEqualTo(
                        new Unavailable("wish", "unreadable", "somewhere: json.wish must lead through JSON objects"));
    }

    @Test
    void brackets_without_end_are_no_json_either() {
        assertThat(read(Wish.class, Map.of("json", "[".repeat(30_000)))).isInstanceOf(Unavailable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"wish\":{}}", "{\"wish\":[1]}"})
    void an_object_or_a_list_in_json_is_unreadable(String json) {
        assertThat(read(Wish.class, Map.of("json", json)))
                .isEqualTo(new Unavailable(
                        "wish",
                        "unreadable",
                        "somewhere: json.wish must be a number or a text, is an object or a list"));
    }

    @Test
    void some_seconds_later_only_ages_are_others() {
        FactDeclaration declaration = FactDeclaration.of(Budget.class);
        Budget budget = new Budget("enforce", 5, 3);

        assertThat(declaration.older(budget, 10)).isEqualTo(new Budget("enforce", 5, 13));
        assertThat(declaration.ageSec(budget)).isEqualTo(3);
        assertThat(FactDeclaration.of(Venue.class).ageSec(new Venue(true, 1))).isZero();
    }

    @Test
    void a_declaration_is_named_after_its_record_and_there_is_one() {
        FactDeclaration declaration = FactDeclaration.of(Budget.class);

        assertThat(declaration.name()).isEqualTo("budget");
        assertThat(declaration).isSameAs(FactDeclaration.of(Budget.class));
        assertThat(declaration.fields()).extracting(DeclaredField::name).containsExactly("mode", "budgetUsd", "ageSec");
    }

    private static Fact budget(String usd) {
        return read(Budget.class, Map.of("budget_usd", usd, "timestamp", "" + SEC));
    }

    private static Unavailable unreadable(String why) {
        return new Unavailable("budget", "unreadable", "somewhere: " + why);
    }

    private static Map<String, String> with(Map<String, String> fields, String name, String text) {
        Map<String, String> all = new java.util.HashMap<>(fields);
        all.put(name, text);
        return all;
    }

    private static Fact read(Class<? extends DeclaredFact> kind, Map<String, String> fields) {
        return DeclaredDecoder.read(
                FactDeclaration.of(kind), "somewhere", field -> fields.getOrDefault(field, ""), NOW);
    }
}
