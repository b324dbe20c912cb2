package io.quantum.governor.lab.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.record.audit.PlanRecordReader;
import io.quantum.governor.engine.record.audit.RecordReader;
import io.quantum.governor.engine.record.audit.RecordedDecision;
import io.quantum.governor.engine.record.audit.RecordedPlan;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.rules.rulebook.FactBinder;
import io.quantum.governor.engine.rules.rulebook.FactKinds;
import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.lab.testing.TestRules;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Both readers of records tell the same of every kind of decision. */
class SampleReadTest {
    private static final FactKinds KINDS =
            ActiveRules.read(TestRules.DIRECTORY, Map.of()).rulebook().kinds();
    private static final FactBinder BINDER = new FactBinder(KINDS, Part.PLAN);
    private static final List<byte[]> RECORDS = records(Map.of());

    private static final TypeReference<TreeMap<String, JsonNode>> BY_NAME = new TypeReference<>() {};

    private final PlanRecordReader reader = new PlanRecordReader(KINDS);

    private static List<byte[]> records(Map<String, String> environment) {
        return RecordedSamples.of(ActiveRules.read(TestRules.DIRECTORY, environment), 400);
    }

    @Test
    void reads_what_is_read_of_a_whole_record() {
        RECORDS.forEach(this::assertRead);
    }

    @Test
    void reads_of_a_stored_record_what_it_reads_of_the_whole_one() {
        ActiveRules rules = ActiveRules.read(TestRules.DIRECTORY, Map.of());
        try (RecordedSample stored = new RecordedSample(rules, Instant.EPOCH, 1);
                RecordedSample whole = new RecordedSample(rules, Instant.EPOCH, 1)) {
            for (int i = 0; i < 1000; i++) {
                assertThat(reader.read(stored.nextStored(), Optional.of(stored.frame())))
                        .usingRecursiveComparison()
                        .isEqualTo(reader.read(whole.next(), Optional.empty()));
            }
        }
    }

    @Test
    void notices_that_another_rulebook_has_decided() {
        List<byte[]> others = records(Map.of("GOV_KILL_SCORE_CRITICAL", "0.5"));
        for (int i = 0; i < 20; i++) {
            assertRead(RECORDS.get(i));
            assertRead(others.get(i));
        }
    }

    @Test
    void the_order_of_fields_does_not_matter() throws IOException {
        for (byte[] record : RECORDS.subList(0, 20)) {
            assertRead(Json.bytes(Json.MAPPER.readValue(record, BY_NAME)));
        }
    }

    private void assertRead(byte[] record) {
        RecordedDecision whole = RecordReader.read(record);
        RecordedPlan plan = reader.read(record, Optional.empty());
        assertThat(plan.planId()).isEqualTo(whole.planId());
        assertThat(plan.symbol()).isEqualTo(whole.symbol());
        assertThat(plan.at()).isEqualTo(whole.at());
        assertThat(plan.outcome()).isEqualTo(whole.outcome());
        assertThat(plan.reason()).isEqualTo(whole.reason());
        assertThat(plan.gate()).isEqualTo(whole.gate());
        FactBinder.Bound bound = BINDER.bind(whole.facts(), whole.at());
        assertThat(plan.facts()).isEqualTo(whole.facts().isEmpty() ? List.of() : bound.facts());
        assertThat(plan.gates()).isEqualTo(whole.gates());
        assertThat(plan.rulebook()).isEqualTo(whole.rulebook());
        assertThat(plan.order().map(order -> Json.MAPPER.valueToTree(order).toString()))
                .isEqualTo(whole.conclusions().stream()
                        .filter(conclusion -> conclusion.has("Order"))
                        .map(conclusion -> conclusion.get("Order").toString())
                        .findFirst());
    }
}
