package io.quantum.governor.engine.rules.rulebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantum.governor.engine.rules.rulebook.fence.Fault;
import io.quantum.governor.facts.DeclaredFact;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.Unavailable;
import io.quantum.governor.loaders.declared.DeclaredDecoder;
import io.quantum.governor.loaders.declared.FactDeclaration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The records that are made of what rule files declare. */
class DeclaredTypesTest {
    private static final String VENUE = """
            package governor.facts.venue

            declare VenueHealth
                @fact( "redis hash quantum:venue:{symbol}" ) @version("1.0.0") @owner("risk")
                regime : String    @upperCase @words("CALM WILD") @default("CALM")
                usd    : double    @field("value_usd") @unit("USD") @bounds("0..100")
                share  : double    @bounds("0..1") @default("0.5")
                orders : long      @bounds("1..9") @default("1")
                ageSec : long      @ageOf("ts") @default("0")
            end
            """;

    private static final String CALM = """
            package governor.%s

            import governor.facts.VenueHealth

            declare Calm
                @conclusion
                usd : double    @unit("USD")
            end

            rule "%1$s: calm"
            when
                VenueHealth( regime == "CALM", $usd : usd )
            then
                insert( new Calm( $usd ) );
            end
            """;

    @Test
    void what_is_declared_alike_in_two_rulebooks_is_one_record() {
        Class<?> here = venue(new RuleFile("facts/venue.drl", VENUE));

        assertThat(venue(new RuleFile("facts/venue.drl", VENUE))).isSameAs(here);
        assertThat(venue(new RuleFile("facts/other.drl", "// moved\n" + VENUE))).isSameAs(here);
    }

    @Test
    void what_is_declared_otherwise_is_another_record_beside_the_first() {
        Class<?> before = venue(new RuleFile("facts/venue.drl", VENUE));
        Class<?> after = venue(new RuleFile("facts/venue.drl", VENUE.replace("0..100", "0..101")));

        assertThat(after).isNotSameAs(before);
        assertThat(after.getName()).isEqualTo(before.getName()).isEqualTo("governor.facts.VenueHealth");
        assertThat(read(before, "usd", "101")).isInstanceOf(Unavailable.class);
        assertThat(read(after, "usd", "101")).isInstanceOf(DeclaredFact.class);
    }

    @Test
    void a_record_holds_what_its_declaration_allows() {
        Class<?> venue = venue(new RuleFile("facts/venue.drl", VENUE));

        assertThat(read(venue, "usd", "1.123456785", "regime", "wild"))
                .hasToString("VenueHealth[regime=WILD, usd=1.12345678, share=0.5, orders=1, ageSec=1769601600]");
        assertThat(detail(venue, "usd", "100.01"))
                .isEqualTo("somewhere: value_usd (usd) must be from 0 to 100, was 100.01");
        assertThat(detail(venue, "usd", "1", "share", "-0.1"))
                .isEqualTo("somewhere: share must be from 0 to 1, was -0.1");
        assertThat(detail(venue, "usd", "1", "orders", "10"))
                .isEqualTo("somewhere: orders must be from 1 to 9, was 10");
        assertThat(detail(venue, "usd", "1", "regime", "mild"))
                .isEqualTo("somewhere: regime must be one of [CALM, WILD], was 'MILD'");
    }

    @Test
    void a_fact_that_two_files_declare_is_refused() {
        List<RuleFile> files = List.of(new RuleFile("facts/a.drl", VENUE), new RuleFile("facts/b.drl", VENUE));

        assertThat(DeclaredTypes.of(files, Optional.empty()).faults())
                .containsExactly(new Fault(
                        "facts/b.drl",
                        3,
                        "",
                        "the fact VenueHealth is declared in facts/a.drl too",
                        "declare it once, in a file below facts/, and import it"));
        assertThatThrownBy(() -> RulebookCompiler.compile(files(files)))
                .isInstanceOf(RulebookException.class)
                .hasMessageContaining("facts/b.drl:3: the fact VenueHealth is declared in facts/a.drl too");
    }

    @Test
    void conclusions_of_two_files_may_have_one_name_and_are_not_each_others() {
        RuleFile gate = new RuleFile("gates/one.drl", CALM.formatted("one"));
        RuleFile other = new RuleFile("gates/two.drl", CALM.formatted("two"));
        DeclaredTypes types =
                DeclaredTypes.of(List.of(new RuleFile("facts/venue.drl", VENUE), gate, other), Optional.empty());

        assertThat(types.faults()).isEmpty();
        assertThat(types.facts()).containsOnlyKeys("VenueHealth");
        assertThat(types.places()).containsExactly(Map.entry("VenueHealth", "facts/venue.drl"));
        assertThat(types.conclusion("gates/one.drl", "Calm").map(Class::getName))
                .contains("governor.one.Calm");
        assertThat(types.conclusion("gates/two.drl", "Calm").map(Class::getName))
                .contains("governor.two.Calm");
        assertThat(types.conclusion("facts/venue.drl", "VenueHealth")).isEmpty();
        assertThat(types.of(gate)).containsOnlyKeys("governor.facts.VenueHealth", "governor.one.Calm");
    }

    @Test
    void a_rule_file_that_imports_an_unknown_fact_is_told_the_nearest_one() {
        List<RuleFile> files = List.of(
                new RuleFile("facts/venue.drl", VENUE),
                new RuleFile("gates/one.drl", CALM.formatted("one").replace("VenueHealth", "VenuHealth")));

        assertThatThrownBy(() -> RulebookCompiler.compile(files(files)))
                .isInstanceOf(RulebookException.class)
                .hasMessageContaining(
                        "gates/one.drl:3: no file declares the fact 'VenuHealth'; known here: 'VenueHealth'");
    }

    @Test
    void a_mistake_in_a_file_of_declarations_alone_is_refused() {
        assertThatThrownBy(() -> RulebookCompiler.compile(
                        files(List.of(new RuleFile("facts/venue.drl", VENUE.replace("usd    : double", "usd : int"))))))
                .isInstanceOf(RulebookException.class)
                .hasMessageContaining("facts/venue.drl:6: usd is a int; declare it double, long, boolean or String");
    }

    private static RulebookFiles files(List<RuleFile> files) {
        return new RulebookFiles(new RulebookManifest("small", "1.0.0", "us", "nothing"), files);
    }

    private static Class<?> venue(RuleFile file) {
        DeclaredTypes types = DeclaredTypes.of(List.of(file), Optional.empty());
        assertThat(types.faults()).isEmpty();
        return Objects.requireNonNull(types.facts().get("VenueHealth"));
    }

    private static String detail(Class<?> kind, String... fields) {
        return ((Unavailable) read(kind, fields)).detail();
    }

    /** @param fields names and texts in turn */
    private static Fact read(Class<?> kind, String... fields) {
        List<String> all = Arrays.asList(fields);
        return DeclaredDecoder.read(
                FactDeclaration.of(kind.asSubclass(DeclaredFact.class)),
                "somewhere",
                field -> {
                    int at = all.indexOf(field.equals("value_usd") ? "usd" : field);
                    return at < 0 ? "" : all.get(at + 1);
                },
                Instant.ofEpochSecond(1769601600));
    }
}
