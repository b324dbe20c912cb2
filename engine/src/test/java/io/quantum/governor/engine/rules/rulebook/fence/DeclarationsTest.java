package io.quantum.governor.engine.rules.rulebook.fence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What declarations of facts and conclusions may say. */
class DeclarationsTest {
    private static final String VENUE = """
            package small

            declare VenueHealth
                @fact( "redis hash quantum:venue:{symbol}" ) @version("1.0.0") @owner("risk")
                ageSec : long      @ageOf("timestamp")
                score  : double    @field("score") @unit("score") @bounds("0..1")
                state  : String    @field("json.state")
                open   : boolean   @default("no")
            end

            declare Calm
                @conclusion
                score : double    @unit("score")
            end
            """;

    @Test
    void a_fact_and_a_conclusion_become_records() {
        Declarations.Found found = Declarations.of(ParsedFile.of("facts/venue.drl", VENUE));

        assertThat(found.faults()).isEmpty();
        assertThat(found.records())
                .extracting(DeclaredRecord::className)
                .containsExactly("governor.facts.VenueHealth", "small.Calm");
        assertThat(found.records()).extracting(DeclaredRecord::fact).containsExactly(true, false);
        assertThat(found.records()).extracting(DeclaredRecord::line).containsExactly(3, 11);
    }

    @Test
    void a_conclusion_needs_no_fields() {
        assertThat(faults("    score : double    @unit(\"score\")\nend\n", "end\n"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            declare VenueHealth | declare venueHealth       | 3 | 'venueHealth' is no name; write words together
            declare VenueHealth | declare Plan              | 3 | every rulebook has a Plan already; give it another name
            declare VenueHealth | declare VenueHealth extends Plan | 3 | VenueHealth may not extend anything; leave 'extends' out
            @owner("risk")      | @owner("risk") @color("red") | 3 | @color can't stand here like this; write @fact(
            @version("1.0.0")   | @version(1)               | 3 | @version can't stand here like this; write @fact(
            @owner("risk")      | @owner                    | 3 | @owner can't stand here like this; write @fact(
            redis hash quantum:venue:{symbol} | redis hash  | 3 | is no source of facts; write redis hash KEY
            quantum:venue:{symbol} | quantum:venue:{venue}  | 3 | nothing fills {venue} in the key quantum:venue:{venue}; write one of {symbol}
            quantum:venue:{symbol} | quantum:*              | 3 | has a character that is not allowed; use letters
            score  : double     | Score : double            | 6 | 'Score' is no name of a field; write words together
            score  : double     | hashCode : double         | 6 | 'hashCode' is no name of a field; write words together
            score  : double     | io : double               | 6 | 'io' is no name of a field; write words together
            score  : double     | java : double             | 6 | 'java' is no name of a field; write words together
            score  : double     | volatile : double         | 6 | 'volatile' is no name of a field; write words together
            score  : double     | score : int               | 6 | score is a int; declare it double, long, boolean or String
            score  : double     | score : java.util.List    | 6 | score is a java.util.List; declare it double
            score  : double     | score : double = 1        | 6 | score has a value; write @default("...")
            @unit("score")      | @unt("score")             | 6 | @unt is not known; known here: 'unit'
            @unit("score")      | @unit(score)              | 6 | @unit can't be read; write @unit("...")
            ageSec : long       | ageSec : double           | 5 | ageSec is an age and a double; declare it long
            @ageOf("timestamp") | @ageOf("timestamp") @field("ts") | 5 | ageSec has both @field and @ageOf; leave @field out
            @bounds("0..1")     | @bounds("1..0")           | 6 | the bounds of score are not understood; write @bounds("low..high")
            @bounds("0..1")     | @bounds("0,1")            | 6 | the bounds of score are not understood
            @field("json.state") | @bounds("0..1")          | 7 | the bounds of state are not understood; write @bounds("low..high") at a number
            @bounds("0..1")     | @words("A B")             | 6 | the words of score are not understood; write @words("ONE OTHER") at a String
            @field("json.state") | @words(" ")              | 7 | the words of state are not understood
            @bounds("0..1")     | @upperCase                | 6 | score is a double, which has no capitals; leave @upperCase out
            @field("json.state") | @upperCase("yes")        | 7 | @upperCase can't be read; write @upperCase alone
            @bounds("0..1")     | @bounds("0..1") @default("2") | 6 | the default of score is '2', which the field itself does not allow; give one of its type
            @bounds("0..1")     | @default("much")          | 6 | the default of score is 'much'
            @field("json.state") | @words("A B") @default("C") | 7 | the default of state is 'C'
            @default("no")      | @default("perhaps")       | 8 | the default of open is 'perhaps'
            @field("json.state") | @field("a b")            | 7 | 'a b' is no field; use letters, digits
            @field("json.state") | @field("json..state")    | 7 | 'json..state' is no field
            redis hash quantum:venue:{symbol} | redis string quantum:venue:{symbol} | 6 | the source of score has no field 'score'; write @field("value")
            redis hash quantum:venue:{symbol} | redis list quantum:venue:{symbol}   | 6 | the source of score has no field 'score'; write @field("size"), or the number of an entry
            redis hash quantum:venue:{symbol} | gauge http://localhost/metrics venue | 6 | the source of score has no field 'score'; write @field("value") or @field("snapshot")
            declare VenueHealth | declare Override          | 3 | every rulebook has a Override already
            declare VenueHealth | declare Thread            | 3 | every rulebook has a Thread already
            @bounds("0..1")     | @bounds("0..1e999")       | 6 | the bounds of score are not understood
            @bounds("0..1")     | @bounds("0..1") score : double @field("b") | 6 | the field score is declared a second time
            @bounds("0..1")     | @bounds("0..1") @bounds("0..2") | 6 | @bounds stands twice at score; keep one of them
            @field("json.state") | @field("state") @field("other") | 7 | @field stands twice at state
            @field("json.state") | @words("LOW, HIGH")      | 7 | the words of state are not understood
            @field("json.state") | @words("low") @upperCase | 7 | the words of state can never come
            @ageOf("timestamp") | @ageOf("timestamp") @bounds("0..60") @default("30") | 5 | ageSec is an age with bounds, and its default a time that will not keep them; leave @default out
            @ageOf("timestamp") | @ageOf("timestamp") @bounds("0.5..9.5") | 5 | ageSec is a whole number, and its bounds are none
            redis hash quantum:venue:{symbol} | redis stream quantum:venue where ~~,; is {symbol} | 3 | is no source of facts; name a field after where
            redis hash quantum:venue:{symbol} | binance premiumIndex {symbol} | 7 | nothing stands inside json of state; write @field("json")
            @conclusion         | @conclusion("x")          | 11 | @conclusion can't stand here like this; write @conclusion alone, or @conclusion("several")
            @conclusion         | @conclusion @version("1.0.0") | 11 | @version can't stand here like this; write @conclusion alone
            double    @unit("score")\\n | double    @field("score")\\n | 13 | @field is not known; known here: 'unit'
            """)
    void a_mistake_is_told_with_its_line_and_a_remedy(String from, String to, int line, String told) {
        assertThat(faults(from.replace("\\n", "\n"), to.replace("\\n", "\n"))).anySatisfy(fault -> {
            assertThat(fault.file()).isEqualTo("facts/venue.drl");
            assertThat(fault.line()).isEqualTo(line);
            assertThat(fault.sentence() + "; " + fault.remedy()).contains(told);
        });
    }

    @Test
    void a_fact_without_fields_is_none() {
        String text = """
                package small

                declare Nothing
                    @fact( "plan" ) @version("1.0.0") @owner("risk")
                end
                """;

        assertThat(Declarations.of(ParsedFile.of("facts/nothing.drl", text)).faults())
                .singleElement()
                .hasToString("facts/nothing.drl:3: the fact Nothing has no fields; write one, such as ageSec : long "
                        + "@ageOf(\"timestamp\")");
    }

    @Test
    void a_declaration_with_a_mistake_costs_no_other_one() {
        Declarations.Found found =
                Declarations.of(ParsedFile.of("facts/venue.drl", VENUE.replace("score  : double", "score : int")));

        assertThat(found.faults()).hasSize(1);
        assertThat(found.records()).extracting(DeclaredRecord::name).containsExactly("Calm");
    }

    private static List<Fault> faults(String from, String to) {
        assertThat(VENUE).contains(from);
        int at = VENUE.indexOf(from);
        ParsedFile file =
                ParsedFile.of("facts/venue.drl", VENUE.substring(0, at) + to + VENUE.substring(at + from.length()));
        assertThat(file.faults()).isEmpty();
        return Declarations.of(file).faults();
    }
}
