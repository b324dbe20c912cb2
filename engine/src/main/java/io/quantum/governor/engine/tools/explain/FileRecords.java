package io.quantum.governor.engine.tools.explain;

import io.quantum.governor.engine.record.audit.Deed;
import io.quantum.governor.engine.record.audit.RecordException;
import io.quantum.governor.engine.record.audit.RecordReader;
import io.quantum.governor.engine.record.audit.RecordedDecision;
import io.quantum.governor.engine.record.audit.RulebookRecord;
import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Audit records in a file: one record alone, or one a line, of whatever length.
 *
 * @param file what {@code governor audit export} wrote, or one record
 */
public record FileRecords(Path file) implements Records {
    /** A record that stands on several lines is no larger. */
    private static final long ONE_RECORD_BYTES = 1 << 20;

    private static final String DEED = '"' + Deed.OUTCOME + '"';
    private static final String RULEBOOK = '"' + RulebookRecord.OUTCOME + '"';

    /** What is done with a record; it is asked for each until it wants no more. */
    private interface Each {
        boolean wantsMore(String json, int line);
    }

    /** @param planId empty for the last decision in the file, whichever plan's */
    @Override
    public List<FoundRecord> of(String planId) {
        List<FoundRecord> found = new ArrayList<>();
        read((json, line) -> {
            if (json.contains(planId) && !isRulebook(json) && !isDeed(json)) {
                RecordedDecision decision = decision(json, line);
                if (planId.isEmpty()) {
                    found.clear();
                }
                if (planId.isEmpty() || decision.planId().equals(planId)) {
                    found.add(new FoundRecord(decision, "line " + line + " of " + file));
                }
            }
            return true;
        });
        return found;
    }

    /** The rulebook with this digest, if its record is in the file too. */
    public Optional<RulebookTexts> rulebook(String digest) {
        List<RulebookTexts> found = new ArrayList<>();
        read((json, line) -> {
            if (json.contains(digest) && isRulebook(json)) {
                found.add(RulebookRecord.read(json.getBytes(StandardCharsets.UTF_8))
                        .texts());
            }
            return found.isEmpty();
        });
        return found.stream().findFirst();
    }

    private static boolean isRulebook(String json) {
        if (!json.contains(RULEBOOK)) {
            return false;
        }
        try {
            RulebookRecord.read(json.getBytes(StandardCharsets.UTF_8));
            return true;
        } catch (RecordException e) {
            // a decision on a plan that has this word somewhere
            return false;
        }
    }

    private static boolean isDeed(String json) {
        return json.contains(DEED) && Deed.isDeed(json.getBytes(StandardCharsets.UTF_8));
    }

    private RecordedDecision decision(String json, int line) {
        try {
            return RecordReader.read(json.getBytes(StandardCharsets.UTF_8));
        } catch (RecordException e) {
            throw new RecordException(file + ":" + line + ": " + e.getMessage());
        }
    }

    private void read(Each each) {
        // unlike Files' own reader it goes on at bytes that are no text: a broken line costs no other one
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            @Nullable String line = lines.readLine();
            boolean cut = line != null && !line.stripTrailing().endsWith("}");
            if (cut && Files.size(file) < ONE_RECORD_BYTES) {
                each.wantsMore(new String(Files.readAllBytes(file), StandardCharsets.UTF_8), 1);
                return;
            }
            for (int number = 1; line != null; number++) {
                if (!line.isBlank() && !each.wantsMore(line, number)) {
                    return;
                }
                line = lines.readLine();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
