package io.quantum.governor.engine.explain;

import io.quantum.governor.engine.audit.RecordException;
import io.quantum.governor.engine.audit.RecordReader;
import io.quantum.governor.engine.audit.RecordedDecision;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Audit records in a file: one record alone, or one a line.
 *
 * @param file what {@code governor audit export} or {@code show} wrote
 */
public record FileRecords(Path file) implements Records {
    /** A file that is one record on several lines is no larger. */
    private static final long ONE_RECORD_BYTES = 1 << 20;

    /** @param planId empty for every record */
    @Override
    public List<FoundRecord> of(String planId) {
        try {
            return isOneRecord() ? one(planId) : lines(planId);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isOneRecord() throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            @Nullable String first = lines.readLine();
            return first != null && !first.stripTrailing().endsWith("}") && Files.size(file) < ONE_RECORD_BYTES;
        }
    }

    private List<FoundRecord> one(String planId) throws IOException {
        List<FoundRecord> found = new ArrayList<>();
        add(Files.readString(file), 1, planId, found);
        return found;
    }

    private List<FoundRecord> lines(String planId) throws IOException {
        List<FoundRecord> found = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank() && line.contains(planId)) {
                    add(line, number, planId, found);
                }
            }
        }
        return found;
    }

    private void add(String json, int line, String planId, List<FoundRecord> found) {
        try {
            RecordedDecision decision = RecordReader.read(json.getBytes(StandardCharsets.UTF_8));
            if (planId.isEmpty() || decision.planId().equals(planId)) {
                found.add(new FoundRecord(decision, "line " + line + " of " + file));
            }
        } catch (RecordException e) {
            throw new RecordException(file + ":" + line + ": " + e.getMessage());
        }
    }
}
