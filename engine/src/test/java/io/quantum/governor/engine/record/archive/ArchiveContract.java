package io.quantum.governor.engine.record.archive;

import static io.quantum.governor.engine.record.archive.TestRecords.BEGIN;
import static io.quantum.governor.engine.record.archive.TestRecords.decisions;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quantum.governor.engine.record.audit.Deed;
import io.quantum.governor.engine.record.audit.Expansion;
import io.quantum.governor.engine.record.audit.RecordReader;
import io.quantum.governor.engine.record.audit.RulebookRecord;
import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What an archive does, whatever its database is. */
abstract class ArchiveContract {
    private static final RulebookTexts TEXTS = new RulebookTexts(
            "rules",
            new TreeMap<>(
                    Map.of("rulebook.yaml", "name: quantum", "gates/burst.drl", "package x", "tests/b.yaml", "-")));

    /** An empty database. */
    abstract ArchiveUrl url();

    @Test
    void a_plan_is_found_with_the_exact_bytes_of_its_record() {
        List<AuditEntry> entries = decisions(1, 10);
        append(entries);

        try (Archive archive = Archive.open(url())) {
            assertThat(archive.ofPlan("p7")).singleElement().satisfies(record -> {
                assertThat(record.sequence()).isEqualTo(7);
                assertThat(record.auditId()).isEqualTo(entries.get(6).id());
                assertThat(record.json()).isEqualTo(entries.get(6).json());
            });
            assertThat(archive.ofPlan("p11")).isEmpty();
        }
    }

    @Test
    void records_that_name_a_frame_are_handed_out_whole_beside_older_ones() {
        append(decisions(1, 2));
        append(List.of(TestRecords.frame(3), TestRecords.framed(4)));

        try (Archive archive = Archive.open(url())) {
            byte[] whole = Expansion.whole(TestRecords.framed(4).json(), TestRecords.RULES.frame());
            assertThat(archive.ofPlan("p4"))
                    .singleElement()
                    .satisfies(record -> assertThat(record.json()).isEqualTo(whole));
            assertThat(RecordReader.read(whole).rulebook().thresholds()).containsEntry("burst.maxPer5Min", "2");
            assertThat(all(archive)).extracting(ArchivedRecord::sequence).containsExactly(1L, 2L, 4L);
            assertThat(archive.search(new AuditQuery("", "", "", "", "", Optional.empty(), Optional.empty(), 10)))
                    .extracting(AuditRow::sequence)
                    .containsExactly(4L, 2L, 1L);
            assertThat(archive.stats(Optional.empty(), Optional.empty()).decisions())
                    .isEqualTo(3);
        }
    }

    @Test
    void a_plan_that_was_decided_twice_is_told_newest_first() {
        append(decisions(1, 3));
        append(List.of(TestRecords.entry(9, TestRecords.decision("p2", "BTCUSDT", "DUPLICATE", "", 9))));

        try (Archive archive = Archive.open(url())) {
            assertThat(archive.ofPlan("p2"))
                    .extracting(ArchivedRecord::sequence)
                    .containsExactly(4L, 2L);
        }
    }

    @Test
    void what_is_archived_already_is_not_archived_again() {
        append(decisions(1, 5));
        append(decisions(3, 8));

        try (Archive archive = Archive.open(url())) {
            assertThat(all(archive))
                    .extracting(ArchivedRecord::sequence)
                    .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
            assertThat(all(archive)).extracting(ArchivedRecord::auditId).doesNotHaveDuplicates();
            assertThat(archive.head().sequence()).isEqualTo(8);
        }
    }

    @Test
    void another_record_under_an_id_that_is_archived_is_archived_too() {
        append(decisions(1, 3));
        AuditEntry other = TestRecords.entry(2, TestRecords.decision("p9", "BTCUSDT", "PERMIT", "", 9));
        append(List.of(other));
        append(List.of(other));

        try (Archive archive = Archive.open(url())) {
            assertThat(archive.head().sequence()).isEqualTo(4);
            assertThat(archive.ofPlan("p9")).singleElement().satisfies(record -> {
                assertThat(record.json()).isEqualTo(other.json());
                assertThat(record.auditId()).isEqualTo(other.id() + "+");
            });
            assertThat(archive.verify(Optional.empty(), done -> {}).fault()).isEmpty();
        }
    }

    @Test
    void a_scan_tells_the_records_of_a_time_in_order_and_ends_when_told() {
        append(decisions(1, 1200));

        try (Archive archive = Archive.open(url())) {
            assertThat(all(archive))
                    .extracting(ArchivedRecord::sequence)
                    .hasSize(1200)
                    .isSorted();
            List<Long> some = new ArrayList<>();
            archive.scan(Optional.of(BEGIN.plusSeconds(10)), Optional.of(BEGIN.plusSeconds(13)), record -> {
                some.add(record.sequence());
                return true;
            });
            assertThat(some).containsExactly(10L, 11L, 12L);
            assertThat(archive.count(Optional.of(BEGIN.plusSeconds(10)), Optional.of(BEGIN.plusSeconds(13))))
                    .isEqualTo(3);
            some.clear();
            archive.scan(Optional.empty(), Optional.empty(), record -> some.add(record.sequence()) && some.size() < 5);
            assertThat(some).hasSize(5);
        }
    }

    @Test
    void a_time_before_or_after_all_that_can_be_on_record_is_no_bound() {
        append(decisions(1, 3));

        try (Archive archive = Archive.open(url())) {
            assertThat(archive.count(Optional.of(Instant.MIN), Optional.of(Instant.MAX)))
                    .isEqualTo(3);
            assertThat(archive.stats(Optional.of(Instant.MIN), Optional.of(Instant.MAX))
                            .decisions())
                    .isEqualTo(3);
            assertThat(archive.count(Optional.of(Instant.MAX), Optional.empty()))
                    .isZero();
        }
    }

    @Test
    void a_rulebook_is_found_by_its_digest_without_its_tests() {
        append(List.of(
                TestRecords.entry(1, RulebookRecord.write(BEGIN, "governor-1", "rules", TestRecords.RULES, TEXTS))));
        append(decisions(2, 4));

        try (Archive archive = Archive.open(url())) {
            assertThat(archive.rulebook("d1").orElseThrow().byPath())
                    .containsOnly(
                            Map.entry("rulebook.yaml", "name: quantum"), Map.entry("gates/burst.drl", "package x"));
            assertThat(archive.rulebook("d2")).isEmpty();
        }
    }

    @Test
    void what_is_no_record_is_archived_as_it_is() {
        append(List.of(
                TestRecords.entry(1, "no json \u0000 at all".getBytes(UTF_8)),
                TestRecords.entry(2, new byte[0]),
                TestRecords.entry(3, TestRecords.decision("\u0000'; --", "x\u0000", "\ud800", "r\u0000", 3))));

        try (Archive archive = Archive.open(url())) {
            assertThat(all(archive)).hasSize(3);
            assertThat(all(archive).get(0).json()).isEqualTo("no json \u0000 at all".getBytes(UTF_8));
        }
    }

    @Test
    void it_can_be_read_while_it_is_written() {
        append(decisions(1, 2));
        try (Archive archive = Archive.open(url());
                ArchiveWriter writer = ArchiveWriter.open(url())) {
            writer.append(() -> {
                assertThat(all(archive)).hasSize(2);
                return decisions(3, 4);
            });
            assertThat(all(archive)).hasSize(4);
        }
    }

    @Test
    void any_combination_of_filters_finds_the_newest_first() {
        append(decisions(1, 100));

        try (Archive archive = Archive.open(url())) {
            assertThat(found(archive, query().with("symbol", "BTCUSDT").with("decision", "block")))
                    .startsWith(96L, 90L, 84L)
                    .hasSize(16);
            assertThat(found(
                            archive,
                            query().with("reason", "burst_limit_exceeded").with("limit", "2")))
                    .containsExactly(99L, 96L);
            assertThat(found(archive, query().with("gate", "3").with("rulebook", "1.0.0")))
                    .hasSize(33);
            assertThat(found(archive, query().with("rulebook", "d").with("limit", "3")))
                    .containsExactly(100L, 99L, 98L);
            assertThat(found(archive, query().with("rulebook", "2.0.0"))).isEmpty();
            assertThat(found(archive, query().with("symbol", "'; DROP TABLE record; --")))
                    .isEmpty();
            assertThat(found(archive, query().with("since", "95").with("until", "98")))
                    .containsExactly(97L, 96L, 95L);
        }
    }

    @Test
    void rulebooks_are_no_decisions_unless_they_are_asked_for() {
        append(List.of(
                TestRecords.entry(1, RulebookRecord.write(BEGIN, "governor-1", "rules", TestRecords.RULES, TEXTS))));
        append(decisions(2, 4));

        try (Archive archive = Archive.open(url())) {
            assertThat(found(archive, query())).containsExactly(4L, 3L, 2L);
            assertThat(found(archive, query().with("decision", "rulebook"))).containsExactly(1L);
            assertThat(archive.stats(Optional.empty(), Optional.empty()).decisions())
                    .isEqualTo(3);
        }
    }

    @Test
    void deeds_are_no_decisions_and_are_found_by_their_kind_and_name() {
        Deed kill = Deed.of(Deed.KILL_SWITCH_ON, BEGIN.plusSeconds(1), "ann", "here")
                .because("odd fills")
                .changing("off", "on: quantum:kill");
        Deed activated = Deed.of("RULES_ACTIVATED", BEGIN.plusSeconds(2), "governor-1", "rules")
                .on("1.0.0", "d1");
        append(List.of(
                TestRecords.entry(0, RulebookRecord.write(BEGIN, "governor-1", "rules", TestRecords.RULES, TEXTS)),
                TestRecords.entry(1, kill.json()),
                TestRecords.entry(2, activated.json())));
        append(decisions(3, 4));

        try (Archive archive = Archive.open(url())) {
            assertThat(found(archive, query())).containsExactly(5L, 4L);
            assertThat(found(archive, query().with("decision", "deed"))).containsExactly(3L, 2L);
            List<AuditRow> deeds = archive.search(AuditQuery.deeds("", Optional.empty(), Optional.empty(), 10));
            assertThat(deeds).extracting(archive::deed).containsExactly(activated, kill);
            assertThat(deeds.get(0).kind().digest()).isEqualTo("d1");
            assertThat(archive.search(AuditQuery.deeds(
                            "kill_switch_on", Optional.empty(), Optional.of(BEGIN.plusSeconds(2)), 10)))
                    .singleElement()
                    .satisfies(row -> assertThat(row.kind().reason()).isEqualTo("KILL_SWITCH_ON"));
            assertThat(archive.search(new AuditQuery(
                            AuditQuery.RecordKind.ALL, "", "", "", "", "", Optional.empty(), Optional.empty(), 10)))
                    .hasSize(5);
            assertThat(archive.stats(Optional.empty(), Optional.empty()).decisions())
                    .isEqualTo(2);
            assertThat(archive.verify(Optional.empty(), done -> {}).fault()).isEmpty();
        }
    }

    @Test
    void decisions_are_counted_by_what_they_have_in_common() {
        append(decisions(1, 100));

        try (Archive archive = Archive.open(url())) {
            Stats stats = archive.stats(Optional.of(BEGIN.plusSeconds(10)), Optional.of(BEGIN.plusSeconds(70)));
            assertThat(stats.decisions()).isEqualTo(60);
            assertThat(stats.byDecision())
                    .containsExactly(new Stats.Count("PERMIT", 40, 0), new Stats.Count("BLOCK", 20, 20));
            assertThat(stats.byReason()).containsExactly(new Stats.Count("burst_limit_exceeded", 20, 20));
            assertThat(stats.byGate()).containsExactly(new Stats.Count("3", 20, 20));
            assertThat(stats.bySymbol()).hasSize(2).allMatch(count -> count.decisions() == 30);
            assertThat(stats.byHour()).containsExactly(new Stats.Count("2026-11-21T10:00:00Z", 60, 20));
        }
    }

    void append(List<AuditEntry> entries) {
        try (ArchiveWriter writer = ArchiveWriter.open(url())) {
            writer.append(() -> entries);
        }
    }

    private static List<Long> found(Archive archive, TestQuery query) {
        return archive.search(query.query()).stream().map(AuditRow::sequence).toList();
    }

    private static TestQuery query() {
        return new TestQuery(Map.of());
    }

    /** A query, to be narrowed filter by filter; times are seconds after the first record. */
    private record TestQuery(Map<String, String> filters) {
        TestQuery with(String filter, String value) {
            Map<String, String> more = new TreeMap<>(filters);
            more.put(filter, value);
            return new TestQuery(more);
        }

        AuditQuery query() {
            return new AuditQuery(
                    text("symbol"),
                    text("reason"),
                    text("gate"),
                    text("decision"),
                    text("rulebook"),
                    time("since"),
                    time("until"),
                    Integer.parseInt(filters.getOrDefault("limit", "50")));
        }

        private String text(String filter) {
            return filters.getOrDefault(filter, "");
        }

        private Optional<Instant> time(String filter) {
            return Optional.ofNullable(filters.get(filter)).map(s -> BEGIN.plusSeconds(Long.parseLong(s)));
        }
    }

    static List<ArchivedRecord> all(Archive archive) {
        List<ArchivedRecord> all = new ArrayList<>();
        archive.scan(Optional.empty(), Optional.empty(), all::add);
        return all;
    }
}
