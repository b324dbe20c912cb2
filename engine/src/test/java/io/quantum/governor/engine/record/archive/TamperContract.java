package io.quantum.governor.engine.record.archive;

import static io.quantum.governor.engine.record.archive.TestRecords.decisions;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantum.governor.engine.record.audit.RecordReader;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What verify finds when somebody has had his hands in the database. */
abstract class TamperContract {
    private String headBefore = "";

    /** An empty database. */
    abstract ArchiveUrl url();

    @BeforeEach
    void archiveTwenty() {
        try (ArchiveWriter writer = ArchiveWriter.open(url())) {
            writer.append(() -> decisions(1, 15));
            headBefore = writer.head().text();
            writer.append(() -> decisions(16, 20));
        }
    }

    @Test
    void an_archive_that_nobody_touched_is_intact() {
        Verdict verdict = verify(Optional.of(Anchor.parse(headBefore)));
        assertThat(verdict.fault()).isEmpty();
        assertThat(verdict.records()).isEqualTo(20);
        assertThat(verdict.head()).startsWith("20:");
    }

    @Test
    void an_altered_content_is_found() throws SQLException {
        alter(
                "UPDATE record SET body = (SELECT body FROM record WHERE sequence = 8), plan_id = 'p8' WHERE sequence = 11");
        assertFault(11, Verdict.DUPLICATED, "a copy of record 8");
    }

    @Test
    void a_content_packed_anew_is_found() throws SQLException {
        try (Packing packing = new Packing();
                Connection connection = connect();
                PreparedStatement update =
                        connection.prepareStatement("UPDATE record SET body = ?, base = 0 WHERE sequence = 6")) {
            byte[] forged = TestRecords.decision("p6", "BTCUSDT", "PERMIT", "", 6);
            update.setBytes(1, packing.pack(forged, new byte[0]));
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
        assertFault(6, Verdict.ALTERED, "hash does not follow");
    }

    @Test
    void an_altered_frame_is_found() throws SQLException {
        appendFramed();
        assertThat(verify(Optional.empty()).fault()).isEmpty();
        try (Packing packing = new Packing();
                Connection connection = connect();
                PreparedStatement update =
                        connection.prepareStatement("UPDATE record SET body = ?, base = 0 WHERE sequence = 21")) {
            String frame = new String(TestRecords.frame(21).json(), UTF_8).replace("maxPer5Min\":2", "maxPer5Min\":9");
            update.setBytes(1, packing.pack(frame.getBytes(UTF_8), new byte[0]));
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
        assertFault(21, Verdict.ALTERED, "hash does not follow");
        try (Archive archive = Archive.open(url())) {
            assertThatThrownBy(() -> RecordReader.read(archive.record(22).json()))
                    .hasMessageContaining("not on record, or not as it was");
        }
    }

    @Test
    void a_frame_that_is_another_one_than_it_says_is_found() {
        try (ArchiveWriter writer = ArchiveWriter.open(url())) {
            String forged = new String(TestRecords.frame(21).json(), UTF_8).replace("maxPer5Min\":2", "maxPer5Min\":9");
            writer.append(() -> List.of(TestRecords.entry(21, forged.getBytes(UTF_8)), TestRecords.framed(22)));
        }
        assertFault(21, Verdict.ALTERED, "not the frame that it says");
    }

    @Test
    void a_record_whose_frame_was_never_archived_is_found() {
        try (ArchiveWriter writer = ArchiveWriter.open(url())) {
            writer.append(() -> List.of(TestRecords.framed(21)));
        }
        assertFault(21, Verdict.MISSING, TestRecords.RULES.frame().id());
    }

    private void appendFramed() {
        try (ArchiveWriter writer = ArchiveWriter.open(url())) {
            writer.append(() -> List.of(TestRecords.frame(21), TestRecords.framed(22)));
        }
    }

    @Test
    void a_content_that_is_garbage_is_found() throws SQLException {
        try (Connection connection = connect();
                PreparedStatement update =
                        connection.prepareStatement("UPDATE record SET body = ? WHERE sequence = 7")) {
            update.setBytes(1, "garbage".getBytes(UTF_8));
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
        assertFault(7, Verdict.ALTERED, "can't be unpacked");
    }

    @Test
    void a_column_by_which_a_record_would_not_be_found_is_found() throws SQLException {
        alter("UPDATE record SET plan_id = 'px' WHERE sequence = 9");
        assertFault(9, Verdict.ALTERED, "plan_id says px");
    }

    @Test
    void a_kind_that_says_something_else_is_found() throws SQLException {
        alter("UPDATE kind SET symbol = 'XRPUSDT' WHERE id = 3");
        assertFault(3, Verdict.ALTERED, "XRPUSDT");
    }

    @Test
    void a_record_taken_out_is_found() throws SQLException {
        alter("DELETE FROM record WHERE sequence BETWEEN 12 AND 13");
        assertFault(12, Verdict.MISSING, "records 12 to 13");
    }

    @Test
    void the_first_record_taken_out_is_found() throws SQLException {
        alter("DELETE FROM record WHERE sequence = 1");
        assertFault(1, Verdict.MISSING, "records 1 to 1");
    }

    @Test
    void the_last_records_taken_out_are_found() throws SQLException {
        alter("DELETE FROM record WHERE sequence > 17");
        assertFault(18, Verdict.MISSING, "had 20 records, and ends with 17");
    }

    @Test
    void the_last_records_taken_out_with_the_head_moved_are_found_by_a_head_noted_down() throws SQLException {
        alter("DELETE FROM record WHERE sequence > 14");
        alter("UPDATE head SET sequence = 14, hash = (SELECT hash FROM record WHERE sequence = 14)");

        assertThat(verify(Optional.empty()).fault()).isEmpty();
        Verdict verdict = verify(Optional.of(Anchor.parse(headBefore)));
        assertThat(verdict.fault().orElseThrow().what()).isEqualTo(Verdict.MISSING);
        assertThat(verdict.fault().orElseThrow().detail()).contains("15 records");
    }

    @Test
    void a_chain_made_anew_is_found_by_a_head_noted_down() throws SQLException {
        alter("DELETE FROM record");
        alter("UPDATE head SET sequence = 0");
        try (Connection connection = connect();
                PreparedStatement update = connection.prepareStatement("UPDATE head SET hash = ?")) {
            update.setBytes(1, new Link().first(Head.read(connection).archive()));
            update.executeUpdate();
        }
        try (ArchiveWriter writer = ArchiveWriter.open(url())) {
            writer.append(() -> decisions(2, 20));
        }

        assertThat(verify(Optional.empty()).fault()).isEmpty();
        assertThat(verify(Optional.of(Anchor.parse(headBefore))).fault()).isPresent();
    }

    @Test
    void a_record_put_behind_the_end_is_found() throws SQLException {
        alter("INSERT INTO record SELECT 21, '9999999999999-0', at_micros, plan_id, kind, base, body, hash FROM record"
                + " WHERE sequence = 5");
        assertFault(21, Verdict.ADDED, "behind the end");
    }

    @Test
    void a_record_doubled_in_place_of_another_is_found() throws SQLException {
        alter("UPDATE record SET body = (SELECT body FROM record WHERE sequence = 15), base = (SELECT base FROM record"
                + " WHERE sequence = 15), plan_id = 'p15', hash = (SELECT hash FROM record WHERE sequence = 15),"
                + " kind = (SELECT kind FROM record WHERE sequence = 15) WHERE sequence = 14");
        assertFault(14, Verdict.DUPLICATED, "a copy of record 15");
    }

    @Test
    void records_that_changed_places_are_found() throws SQLException {
        alter("UPDATE record SET sequence = -1 WHERE sequence = 10");
        alter("UPDATE record SET sequence = 10 WHERE sequence = 16");
        alter("UPDATE record SET sequence = 16 WHERE sequence = -1");
        assertFault(10, Verdict.OUT_OF_ORDER, "behind the next record");
    }

    @Test
    void a_hash_that_was_altered_is_found() throws SQLException {
        alter("UPDATE record SET hash = (SELECT hash FROM record WHERE sequence = 1) WHERE sequence = 19");
        assertFault(19, Verdict.ALTERED, "hash");
    }

    private void assertFault(long sequence, String what, String detail) {
        Verdict verdict = verify(Optional.empty());
        assertThat(verdict.records()).isEqualTo(Math.min(sequence, 21) - 1);
        assertThat(verdict.fault()).hasValueSatisfying(fault -> {
            assertThat(fault.sequence()).isEqualTo(sequence);
            assertThat(fault.what()).isEqualTo(what);
            assertThat(fault.detail()).contains(detail);
            assertThat(fault.auditId().isEmpty()).isEqualTo(what.equals(Verdict.MISSING));
        });
    }

    private Verdict verify(Optional<Anchor> anchor) {
        try (Archive archive = Archive.open(url())) {
            return archive.verify(anchor, done -> {});
        }
    }

    private void alter(String sql) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            assertThat(statement.executeUpdate()).isPositive();
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url().secret());
    }
}
