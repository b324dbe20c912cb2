package io.quantum.governor.lab.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantum.governor.engine.record.audit.RecordReader;
import io.quantum.governor.engine.record.audit.RecordedDecision;
import io.quantum.governor.engine.record.audit.RecordedDecision.RecordedGate;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.rules.rulebook.RecordedFact;
import io.quantum.governor.engine.serve.shadow.Comparison;
import io.quantum.governor.engine.tools.replay.CandidateRules;
import io.quantum.governor.engine.tools.replay.ExportFile;
import io.quantum.governor.engine.tools.replay.Mode;
import io.quantum.governor.engine.tools.replay.Replay;
import io.quantum.governor.engine.tools.replay.ReplayReport;
import io.quantum.governor.lab.testing.TestRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Days of plans, replayed. */
class SampleReplayTest {
    private static final Map<String, String> UNCHANGED = Map.of();
    private static final ActiveRules RULES = ActiveRules.read(TestRules.DIRECTORY, UNCHANGED);
    private static final List<byte[]> DAYS = sample(3000, UNCHANGED);

    private final Path file;

    SampleReplayTest(@TempDir Path temp) {
        file = temp.resolve("sample.jsonl");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void a_rulebook_agrees_wholly_with_its_own_records(Mode mode) throws Exception {
        ReplayReport report = replay(DAYS, mode, UNCHANGED);

        assertThat(report.plans()).isEqualTo(3000);
        assertThat(report.replayed()).isGreaterThan(2900).isEqualTo(report.agreed());
        assertThat(report.differences()).isEmpty();
        assertThat(report.unreadableRecords()).isZero();
    }

    @Test
    void a_lower_limit_flips_exactly_the_permits_between_the_limits() throws Exception {
        List<String> between = DAYS.stream()
                .map(RecordReader::read)
                .filter(SampleReplayTest::isPermitFrom0_7)
                .map(RecordedDecision::planId)
                .toList();

        ReplayReport report = replay(DAYS, Mode.recorded, Map.of("GOV_KILL_SCORE_CRITICAL", "0.7"));

        assertThat(between).isNotEmpty();
        assertThat(report.largest())
                .extracting(ReplayReport.Large::planId)
                .containsExactlyInAnyOrderElementsOf(between);
        assertThat(report.flips()).isEqualTo(between.size());
        assertThat(report.differences())
                .filteredOn(d -> d.result().equals(Comparison.NEWLY_BLOCKED))
                .singleElement()
                .satisfies(d -> assertThat(d.reason()).isEqualTo("kill_score_critical_non_close"));
        assertThat(report.largest().get(0).sentence())
                .contains("was permitted")
                .contains("would be blocked by gate 1 kill-score")
                .contains("against 0.7");
    }

    private static boolean isPermitFrom0_7(RecordedDecision decision) {
        return decision.outcome().equals("PERMIT")
                && decision.gates().stream().anyMatch(g -> g.name().equals("kill-score") && isEnforced(g))
                && decision.plan().getOrDefault("action", "").equals("OPEN_PROPOSED")
                && score(decision.facts()) >= 0.7;
    }

    private static boolean isEnforced(RecordedGate gate) {
        return gate.enforcement().equals("enforce");
    }

    private static double score(List<RecordedFact> facts) {
        return facts.stream()
                .filter(fact -> fact.kind().equals("killScore"))
                .mapToDouble(fact -> fact.says().path("score").asDouble())
                .findFirst()
                .orElse(0);
    }

    @Test
    void thresholds_that_were_overridden_then_are_those_of_the_record_unless_the_environment_names_them()
            throws Exception {
        List<byte[]> strict = sample(500, Map.of("GOV_KILL_SCORE_CRITICAL", "0.4"));

        assertThat(replay(strict, Mode.recorded, UNCHANGED).agreement()).isEqualTo(1);
        assertThat(replay(strict, Mode.recorded, Map.of("GOV_KILL_SCORE_CRITICAL", "0.8"))
                        .flips())
                .isPositive();
    }

    private static List<byte[]> sample(int plans, Map<String, String> environment) {
        return RecordedSamples.of(with(environment), plans);
    }

    private static ActiveRules with(Map<String, String> environment) {
        return ActiveRules.of(RULES.texts(), RULES.rulebook(), environment);
    }

    private ReplayReport replay(List<byte[]> records, Mode mode, Map<String, String> environment)
            throws IOException, InterruptedException {
        Files.write(
                file,
                records.stream()
                        .map(record -> new String(record, StandardCharsets.UTF_8))
                        .toList());
        return new Replay(new ExportFile(file), new CandidateRules(with(environment), environment), mode)
                .run(read -> {});
    }
}
