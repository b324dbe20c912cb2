package io.quantum.governor.lab.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantum.governor.engine.record.audit.PlanRecordReader;
import io.quantum.governor.engine.record.audit.RecordedPlan;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.rules.rulebook.GateRules;
import io.quantum.governor.lab.testing.TestRules;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecordedSampleTest {
    private static final int PLANS = 4000;

    @Test
    void in_days_every_gate_lets_plans_pass_and_blocks_some() {
        ActiveRules rules = ActiveRules.read(TestRules.DIRECTORY, Map.of());
        Set<String> answers = new HashSet<>();
        Set<String> outcomes = new HashSet<>();
        PlanRecordReader reader = new PlanRecordReader(rules.rulebook().kinds());
        Instant last = Instant.EPOCH;
        try (RecordedSample sample = new RecordedSample(rules, Instant.EPOCH, 1)) {
            for (int i = 0; i < PLANS; i++) {
                RecordedPlan plan = reader.read(sample.next(), Optional.empty());
                outcomes.add(plan.outcome());
                plan.gates().forEach(gate -> answers.add(gate.name() + " " + gate.answer()));
                last = plan.at();
            }
        }

        GateRules.of(rules.rulebook())
                .forEach(gate -> assertThat(answers).contains(gate.name() + " PASS", gate.name() + " BLOCK"));
        assertThat(outcomes).containsExactlyInAnyOrder("PERMIT", "BLOCK", "SKIP", "DUPLICATE", "DEAD_LETTER");
        assertThat(Duration.between(Instant.EPOCH, last)).isCloseTo(RecordedSample.span(PLANS), Duration.ofHours(6));
    }
}
