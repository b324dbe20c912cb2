package io.quantum.governor.engine.rules.rulebook;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantum.governor.engine.testing.TestRules;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.loaders.declared.FactDeclaration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which kinds of facts the rules of a part are given. */
class FactKindsTest {
    private static final String FACTS = """
            package governor.facts.small

            declare KillScore
                @fact( "plan" ) @version("1.0.0") @owner("us")
                score : double    @field("kill_score")
            end

            declare Heat
                @fact( "gauge {HEAT_GATE_METRICS_URL} heat" ) @version("1.0.0") @owner("us")
                heat : double    @field("value")
            end
            """;

    private static final String GATE = """
            package governor.gates.small

            import governor.facts.KillScore
            import io.quantum.governor.facts.KillSwitch
            import io.quantum.governor.facts.Unavailable

            rule "small: see"
            when
                %s
            then
            end
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "KillScore( score > 0 )",
                "KillScore ( score > 0 )",
                "Unavailable( fact == \"killScore\" )",
                "Unavailable( fact in ( \"portfolio\", \"killScore\" ) )"
            })
    void a_declared_fact_that_a_rule_names_is_given_to_its_part(String condition) {
        FactKinds kinds = kinds("gates/small.drl", GATE.formatted(condition));

        assertThat(kinds.isGiven(Part.PLAN, "killScore")).isTrue();
        assertThat(kinds.declared(Part.PLAN)).extracting(FactDeclaration::name).containsExactly("killScore");
        assertThat(kinds.declared(Part.BUDGET)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "KillSwitch( on )",
                "KillSwitch( on ) // not KillScore( score > 0 )",
                "KillSwitch( on, \"killScore\" != \"a // b\" )"
            })
    void one_that_is_imported_or_remarked_on_alone_or_has_a_namesake_is_not(String condition) {
        FactKinds kinds = kinds("gates/small.drl", GATE.formatted(condition));

        assertThat(kinds.isGiven(Part.PLAN, "killScore")).isFalse();
        assertThat(kinds.declared(Part.PLAN)).isEmpty();
        assertThat(kinds.named("killScore")).isPresent();
        assertThat(kinds.isDeclared("killScore")).isTrue();
    }

    @Test
    void a_plan_is_given_every_kind_that_no_rulebook_declares() {
        FactKinds kinds = kinds("gates/small.drl", GATE.formatted("KillSwitch( on )"));

        assertThat(kinds.of(Part.PLAN)).containsExactlyInAnyOrderElementsOf(Fact.KINDS.keySet());
        assertThat(kinds.isDeclared("killSwitch")).isFalse();
        assertThat(kinds.named("moonPhase")).isEmpty();
    }

    @Test
    void rules_of_disarming_are_given_no_declared_fact() {
        FactKinds kinds = kinds(
                "disarm/small.drl",
                GATE.formatted("KillScore( score > 0 )").replace("governor.gates", "governor.disarm"));

        assertThat(kinds.declared(Part.DISARM)).isEmpty();
        assertThat(kinds.of(Part.DISARM)).containsExactly("blockedPlan", "evaluationErrors");
    }

    @Test
    void rules_name_what_they_read() {
        FactKinds kinds = TestRules.with(Map.of()).rulebook().kinds();

        assertThat(kinds.declared(Part.PLAN))
                .extracting(FactDeclaration::name)
                .containsExactly(
                        "allocationTarget",
                        "budgetViolation",
                        "capitalEfficiency",
                        "killScore",
                        "lastPermit",
                        "portfolioBudget");
        assertThat(kinds.declared(Part.ALLOCATION))
                .extracting(FactDeclaration::name)
                .containsExactly("baseTarget", "capitalEfficiency");
        assertThat(kinds.declared(Part.BUDGET))
                .extracting(FactDeclaration::name)
                .contains("portfolioState", "portfolioHeat", "clusterStress", "sigma", "volatilityRegime");
    }

    private static FactKinds kinds(String path, String rules) {
        RulebookManifest manifest = new RulebookManifest("small", "1.0.0", "us", "nothing");
        return RulebookCompiler.compile(new RulebookFiles(
                        manifest, List.of(new RuleFile("facts/small.drl", FACTS), new RuleFile(path, rules))))
                .kinds();
    }
}
