package io.quantum.governor.engine.tools.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.record.audit.RecordReader;
import io.quantum.governor.facts.DailyTotals;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayTest {
    private static final Map<String, String> UNCHANGED = Map.of();
    private static final DailyTotals NOTHING_YET = new DailyTotals(0, 0);
    private static final byte[] PERMIT =
            new TestRecords().close("p1", 0, NOTHING_YET).all().get(0);

    @Test
    void a_permit_that_the_candidate_withholds_makes_room_for_a_later_plan_when_simulated() {
        TestRecords closes = new TestRecords()
                .close("p1", 0, NOTHING_YET)
                .close("p2", 600, new DailyTotals(100, 1), 600.0)
                .close("p3", 3900, new DailyTotals(200, 2), 3300.0, 3900.0);
        Map<String, String> one = Map.of("GOV_MAX_EXEC_PER_HOUR", "1");

        assertThat(flipped(closes.replay(Mode.recorded, one))).containsExactlyInAnyOrder("p2", "p3");
        assertThat(flipped(closes.replay(Mode.simulated, one))).containsExactly("p2");
    }

    @Test
    void a_permit_that_only_the_candidate_gives_counts_for_later_plans_when_simulated() {
        TestRecords closes = new TestRecords()
                .close("p1", 0, NOTHING_YET, 400.0, 800.0, 1200.0)
                .close("p2", 400, NOTHING_YET, 800.0, 1200.0, 1600.0)
                .close("p3", 800, NOTHING_YET, 1200.0, 1600.0, 2000.0);
        Map<String, String> five = Map.of("GOV_MAX_EXEC_PER_HOUR", "5");

        assertThat(flipped(closes.replay(Mode.recorded, five))).containsExactlyInAnyOrder("p1", "p2", "p3");
        assertThat(flipped(closes.replay(Mode.simulated, five))).containsExactlyInAnyOrder("p1", "p2");
    }

    @Test
    void what_only_the_candidate_closes_counts_for_the_day_when_simulated() {
        TestRecords closes =
                new TestRecords().close("p1", 0, new DailyTotals(4950, 1)).close("p2", 4000, new DailyTotals(4950, 1));
        Map<String, String> more = Map.of("GOV_MAX_REDUCE_NOTIONAL_PER_DAY_USD", "5100");

        assertThat(flipped(closes.replay(Mode.recorded, more))).containsExactlyInAnyOrder("p1", "p2");
        assertThat(flipped(closes.replay(Mode.simulated, more))).containsExactly("p1");
    }

    private static List<String> flipped(ReplayReport report) {
        return report.largest().stream().map(ReplayReport.Large::planId).toList();
    }

    @Test
    void a_broken_line_is_named_and_the_others_are_replayed(@TempDir Path temp) throws IOException {
        Path file = temp.resolve("export.jsonl");
        String whole = new String(PERMIT, UTF_8);
        Files.writeString(file, whole + "\n\n" + whole.substring(0, 700) + "\nnonsense\n" + whole);

        ReplayReport report = TestRecords.replay(new ExportFile(file), Mode.recorded, UNCHANGED);

        assertThat(report.plans()).isEqualTo(4);
        assertThat(report.replayed()).isEqualTo(2);
        assertThat(report.unreadable()).extracting(Counts.Unreadable::number).containsExactly(3L, 4L);
        assertThat(report.unreadable()).allSatisfy(u -> assertThat(u.why()).startsWith("not JSON"));
        assertThat(ReplayText.of(report)).contains("line 3: not JSON");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // which has no such pipes
    void a_pipe_is_replayed_to_its_end_and_nobody_knows_how_much_is_to_come(@TempDir Path temp) throws Exception {
        Path pipe = temp.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        ExportFile records = new ExportFile(pipe);
        Thread writer = new Thread(() -> write(pipe, Collections.nCopies(500, PERMIT)));
        writer.setDaemon(true);
        writer.start();

        ReplayReport report = TestRecords.replay(records, Mode.recorded, UNCHANGED);

        writer.join();
        assertThat(report.plans()).isEqualTo(500);
        assertThat(records.about()).isZero();
    }

    private static void write(Path file, List<byte[]> lines) {
        try (OutputStream out = Files.newOutputStream(file)) {
            for (byte[] line : lines) {
                out.write(line);
                out.write('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_record_of_an_older_schema_replays_and_so_does_one_that_lacks_a_fact() throws IOException {
        ObjectNode older = older();
        ObjectNode lacking = older.deepCopy();
        ((ArrayNode) lacking.get("facts")).remove(8);

        ReplayReport report = new TestRecords()
                .add(Json.bytes(older))
                .add(Json.bytes(lacking))
                .replay(Mode.recorded, UNCHANGED);

        assertThat(report.replayed()).isEqualTo(2);
        assertThat(report.agreed()).isEqualTo(1);
        assertThat(report.notReplayed()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "capitalEfficiency, changes_nothing", // hints alone are made of it
        "portfolioBudget, changes_nothing", // a close is exempt
        "lastPermit, changes_nothing", // the cooldown is off in production
        "killScore, could_have_changed_it"
    })
    void a_fact_that_nobody_recorded_is_counted_with_whether_it_could_matter(String fact, String result)
            throws IOException {
        ObjectNode lacking = (ObjectNode) Json.MAPPER.readTree(PERMIT);
        Iterator<JsonNode> facts = lacking.get("facts").iterator();
        while (facts.hasNext()) {
            JsonNode at = facts.next();
            if (at.has(fact) || at.at("/unavailable/fact").asText().equals(fact)) {
                facts.remove();
            }
        }

        ReplayReport report =
                new TestRecords().add(PERMIT).add(Json.bytes(lacking)).replay(Mode.recorded, UNCHANGED);

        assertThat(report.notRecorded())
                .singleElement()
                .satisfies(row ->
                        assertThat(row).extracting("result", "what", "plans").containsExactly(result, fact, 1L));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void a_record_without_its_plan_or_the_apply_mode_is_not_replayed(int place) throws IOException {
        ObjectNode lacking = older();
        ((ArrayNode) lacking.get("facts")).remove(place);

        ReplayReport report = new TestRecords().add(Json.bytes(lacking)).replay(Mode.recorded, UNCHANGED);

        assertThat(report.replayed()).isZero();
        assertThat(report.notReplayed())
                .singleElement()
                .satisfies(row -> assertThat(row.what()).isEqualTo("its record lacks the plan or the apply mode"));
    }

    private static ObjectNode older() throws IOException {
        try (InputStream in = Objects.requireNonNull(RecordReader.class.getResourceAsStream("schema-1.json"))) {
            return (ObjectNode) Json.MAPPER.readTree(in);
        }
    }

    @Test
    void what_a_page_shows_of_a_plan_can_be_no_script() {
        TestRecords evil = new TestRecords()
                .add(new String(PERMIT, UTF_8)
                        .replaceAll("(\"plan_id\":\")[^\"]*", "$1</script><b>{{data}}")
                        .replaceAll("\"outcome\":\"[A-Z]*\"", "\"outcome\":\"BLOCK\"")
                        .getBytes(UTF_8));
        TestRecords permitted = new TestRecords();
        evil.all().forEach(permitted::add);

        String page = ReplayPage.of(permitted.replay(Mode.recorded, UNCHANGED));

        assertThat(page).contains("</html>").doesNotContain("<b>{{data}}").doesNotContainPattern("src=|href=|@import");
    }
}
