package io.quantum.governor.engine.rules.rulebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quantum.governor.engine.testing.TestFacts;
import io.quantum.governor.engine.testing.TestRules;
import io.quantum.governor.facts.ApplyMode;
import io.quantum.governor.facts.DailyTotals;
import io.quantum.governor.facts.DeclaredFact;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.KillSwitch;
import io.quantum.governor.facts.Moment;
import io.quantum.governor.facts.Plan;
import io.quantum.governor.facts.Unavailable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Facts of records, and of other rulebooks, as the tests' rules know them. */
class FactBinderTest {
    private static final Instant AT = Instant.parse("2026-01-28T12:00:00.750Z");
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Rulebook RULEBOOK = TestRules.with(Map.of()).rulebook();

    private final FactBinder binder = new FactBinder(RULEBOOK.kinds(), Part.PLAN);

    @Test
    void what_is_recorded_becomes_the_rulebooks_own_record() {
        Fact fact = binder.fact(recorded("killScore", "{score: 0.3}"));

        assertThat(fact).isInstanceOf(DeclaredFact.class).hasToString("KillScore[score=0.3]");
        assertThat(Optional.of(fact.getClass())).isEqualTo(RULEBOOK.kinds().named("killScore"));
    }

    @Test
    void a_declared_fact_of_which_a_part_is_not_recorded_is_missing() {
        assertThat(binder.fact(recorded("portfolioBudget", "{mode: enforce, budgetUsd: 5}")))
                .isEqualTo(new Unavailable("portfolioBudget", "missing", "not recorded: no 'ageSec'"));
    }

    @Test
    void what_a_declaration_does_not_know_any_more_is_left_out() {
        assertThat(binder.fact(recorded("killScore", "{score: 0.3, venue: x}"))).hasToString("KillScore[score=0.3]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "killScore        | {score: high}",
                "killScore        | {score: '0.3'}",
                "killScore        | {score: null}",
                "killScore        | {score: [1]}",
                "lastPermit       | {ageSec: 1.5}",
                "lastPermit       | {ageSec: true}",
                "portfolioBudget  | {mode: 1, budgetUsd: 5, ageSec: 1}",
                "portfolioBudget  | {mode: x, budgetUsd: -5, ageSec: 1}",
            })
    void a_declared_fact_that_its_declaration_does_not_allow_is_unreadable(String kind, String says) {
        assertThat(binder.fact(recorded(kind, says))).isInstanceOfSatisfying(Unavailable.class, gone -> {
            assertThat(gone.fact()).isEqualTo(kind);
            assertThat(gone.cause()).isEqualTo(Unavailable.UNREADABLE);
            assertThat(gone.detail()).startsWith("as recorded: its fact '" + kind + "': ");
        });
    }

    @Test
    void a_kind_that_every_rulebook_has_is_refused_when_it_is_not_whole() {
        assertThatThrownBy(() -> bind(recorded("dailyTotals", "{notionalUsd: 1}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("its fact 'dailyTotals'")
                .hasMessageContaining("qtyBase");
        assertThatThrownBy(() -> bind(recorded("dailyTotals", "{notionalUsd: 1, qtyBase: -1}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must not be negative");
    }

    @Test
    void what_the_rules_do_not_name_is_left_out() {
        FactBinder.Bound bound = bind(
                recorded("moonPhase", "{phase: 1}"),
                recorded("portfolioHeat", "{heat: 1}"),
                recorded("unavailable", "{fact: moonPhase, cause: missing, detail: x}"),
                recorded("unavailable", "{fact: killScore, cause: missing, detail: plan}"));

        assertThat(bound.facts().toString()).doesNotContain("moonPhase", "Heat");
        assertThat(bound.facts()).contains(new Unavailable("killScore", "missing", "plan"));
        assertThat(bound.notRecorded()).doesNotContain("killScore");
    }

    @Test
    void what_the_rules_name_and_nobody_recorded_is_missing_and_told() {
        FactBinder.Bound bound = bind(recorded("killScore", "{score: 0.3}"), recorded("lastPermit", "{}"));

        assertThat(bound.facts())
                .contains(
                        new Unavailable("portfolioBudget", "missing", "not recorded"),
                        new Unavailable("executions", "missing", "not recorded"));
        assertThat(bound.notRecorded())
                .contains("portfolioBudget", "executions", "lastPermit")
                .doesNotContain("killScore", "moment", "plan", "applyMode");
    }

    @Test
    void plan_and_mode_are_never_made_up_and_the_moment_is_the_records_own() {
        FactBinder.Bound bound = bind();

        assertThat(bound.facts())
                .contains(new Moment(AT.getEpochSecond()))
                .hasOnlyElementsOfTypes(Moment.class, Unavailable.class)
                .extracting(Object::toString)
                .noneMatch(told -> told.contains("fact=plan,") || told.contains("fact=applyMode,"));
    }

    @Test
    void a_recorded_moment_stays() {
        assertThat(bind(recorded("moment", "{epochSec: 7}")).facts())
                .contains(new Moment(7))
                .doesNotContain(new Moment(AT.getEpochSecond()));
    }

    @Test
    void facts_of_another_rulebook_become_this_ones() {
        DeclaredFact foreign = TestFacts.declared(other(), "killScore", Map.of("score", 0.5, "venue", "x"));
        DeclaredFact unnamed = TestFacts.declared(other(), "venueHealth", Map.of("score", 1));
        List<Fact> given = List.of(
                new ApplyMode("production"),
                new Plan("p", "BTCUSDT", "OPEN", "EXECUTE", "BUY", "", "", "", 1, 0, 1),
                new Moment(42),
                new KillSwitch(false),
                new DailyTotals(1, 2),
                foreign,
                unnamed,
                TestFacts.missing("venueHealth"));

        FactBinder.Bound bound = binder.rebind(given);

        assertThat(bound.facts())
                .containsAll(given.subList(0, 5))
                .contains(TestFacts.declared(RULEBOOK, "killScore", Map.of("score", 0.5)))
                .doesNotContain(foreign, unnamed, TestFacts.missing("venueHealth"));
        assertThat(bound.notRecorded())
                .contains("portfolioBudget", "executions")
                .doesNotContain("killScore");
    }

    @Test
    void facts_of_the_same_rulebook_are_taken_as_they_are() {
        DeclaredFact score = TestFacts.declared(RULEBOOK, "killScore", Map.of("score", 0.5));

        assertThat(binder.rebind(List.of(score, new Moment(42))).facts()).anyMatch(fact -> fact == score);
    }

    private FactBinder.Bound bind(RecordedFact... recorded) {
        return binder.bind(new ArrayList<>(List.of(recorded)), AT);
    }

    /** Declares a kill score with a component more, and a fact that the tests' rules do not know. */
    private static Rulebook other() {
        return RulebookCompiler.compile(new RulebookFiles(
                new RulebookManifest("small", "1.0.0", "us", "nothing"),
                List.of(new RuleFile("gates/small.drl", """
                        package governor.gates.small

                        declare KillScore
                            @fact( "plan" ) @version("1.0.0") @owner("us")
                            score : double    @field("kill_score")
                            venue : String
                        end

                        declare VenueHealth
                            @fact( "redis hash quantum:venue:{symbol}" ) @version("1.0.0") @owner("us")
                            score : double
                        end

                        rule "small: see"
                        when
                            KillScore( score > 0 )
                            VenueHealth( score > 0 )
                        then
                        end
                        """))));
    }

    private static RecordedFact recorded(String kind, String says) {
        try {
            return new RecordedFact(kind, YAML.readTree(says));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
