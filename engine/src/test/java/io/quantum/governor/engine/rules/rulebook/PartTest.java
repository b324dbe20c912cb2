package io.quantum.governor.engine.rules.rulebook;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantum.governor.engine.testing.TestRules;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.kie.api.definition.KiePackage;

/** The parts of the tests' rulebook, which are compiled together and evaluated apart. */
class PartTest {
    private static final Rulebook RULEBOOK = TestRules.with(Map.of()).rulebook();

    @Test
    void plans_are_decided_without_a_rule_of_an_engine() {
        assertThat(packagesWithRules(Part.PLAN))
                .contains("governor.gates.killscore", "governor.verdict", "governor.position")
                .noneMatch(name -> name.startsWith("governor.budget") || name.startsWith("governor.allocation"));
    }

    @Test
    void budgets_are_worked_out_by_their_own_rules_and_those_of_positions() {
        assertThat(packagesWithRules(Part.BUDGET))
                .contains("governor.budget.stress", "governor.position")
                .allMatch(name -> name.startsWith("governor.budget.") || name.equals("governor.position"));
    }

    @Test
    void targets_are_proposed_by_their_own_rules() {
        assertThat(packagesWithRules(Part.ALLOCATION)).allMatch(name -> name.startsWith("governor.allocation."));
    }

    @Test
    void whether_to_disarm_is_said_by_rules_that_judge_no_plan() {
        assertThat(packagesWithRules(Part.DISARM))
                .contains("governor.disarm.burstbreach", "governor.disarm.repeatederrors")
                .allMatch(name -> name.startsWith("governor.disarm."));
        assertThat(packagesWithRules(Part.PLAN)).noneMatch(name -> name.startsWith("governor.disarm."));
    }

    @Test
    void the_thresholds_of_all_parts_are_known_each_once() {
        assertThat(RULEBOOK.thresholdSets().stream().map(ThresholdSet::name))
                .contains("killScore", "stress", "budget", "position")
                .doesNotHaveDuplicates();
    }

    @Test
    void a_threshold_reaches_every_part_whose_rules_read_it() {
        ThresholdValues values = ThresholdValues.of(RULEBOOK, Map.of("position.maxAgeSec", "7"));

        assertThat(List.of(Part.PLAN, Part.BUDGET))
                .allSatisfy(part -> assertThat(values.globals(part).get("positionThresholds"))
                        .hasFieldOrPropertyWithValue("maxAgeSec", 7L));
        assertThat(values.globals(Part.BUDGET)).doesNotContainKey("killScoreThresholds");
    }

    private static List<String> packagesWithRules(Part part) {
        return RULEBOOK.base(part).getKiePackages().stream()
                .filter(p -> !p.getRules().isEmpty())
                .map(KiePackage::getName)
                .toList();
    }
}
