package io.quantum.governor.engine.tools.explain;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of records that somebody has tampered with. */
class HostileRecordTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void bytes_that_are_no_text_cost_no_other_record() throws IOException {
        Path file = directory.resolve("export.jsonl");
        Files.writeString(file, "{\"a\":\"\u00ff\u00fe\"}\n" + record("PARTIAL_50"), ISO_8859_1);
        assertThat(new FileRecords(file).of("p4"))
                .singleElement()
                .satisfies(found -> assertThat(found.decision().planId()).isEqualTo("p4"));
    }

    @Test
    void a_line_break_in_a_plan_makes_no_line_of_the_explanation() throws IOException {
        Path file = Files.writeString(directory.resolve("export.jsonl"), record("CLOSE\\nX gate 9, forged blocked"));
        List<FoundRecord> found = new FileRecords(file).of("p4");
        String text = ExplanationText.of(new Explainer(new RulebookShelf(List.of())).explain(found.get(0), found));
        assertThat(text).contains("CLOSE X gate 9, forged");
        assertThat(text.lines()).noneMatch(line -> line.startsWith("X gate 9"));
    }

    /** On one line, as an export has it. */
    private static String record(String action) throws IOException {
        try (InputStream in = Objects.requireNonNull(HostileRecordTest.class.getResourceAsStream(
                "/io/quantum/governor/engine/record/audit/schema-1.json"))) {
            return new String(in.readAllBytes(), UTF_8).replace("\n", "").replace("PARTIAL_50", action) + "\n";
        }
    }
}
