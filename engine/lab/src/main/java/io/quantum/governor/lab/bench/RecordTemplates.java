package io.quantum.governor.lab.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.quantum.governor.engine.record.archive.AuditEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Records that were decided once, given out again and again under other plan ids and times: millions need not be decided. */
final class RecordTemplates {
    private static final int COUNT = 3000;

    private final List<AuditEntry> decided = new ArrayList<>(COUNT);

    RecordTemplates(ArchiveLoad load) {
        for (int i = 0; i < COUNT; i++) {
            decided.add(load.entry(i));
        }
    }

    /** The record of a number. */
    AuditEntry entry(long number) {
        int of = (int) (number % COUNT);
        Instant at = ArchiveLoad.at(number);
        byte[] json = decided.get(of).json().clone();
        replace(json, ArchiveLoad.planId(of), ArchiveLoad.planId(number));
        replace(json, ArchiveLoad.at(of).toString(), at.toString());
        replace(json, Long.toString(ArchiveLoad.at(of).toEpochMilli()), Long.toString(at.toEpochMilli()));
        return new AuditEntry(at.toEpochMilli() + "-0", json);
    }

    /** Wherever it occurs; both are of one length. */
    private static void replace(byte[] json, String from, String to) {
        byte[] wanted = from.getBytes(US_ASCII);
        byte[] instead = to.getBytes(UTF_8);
        if (wanted.length != instead.length) {
            throw new IllegalStateException("'" + from + "' and '" + to + "' are not of one length");
        }
        for (int i = 0; i <= json.length - wanted.length; i++) {
            if (json[i] == wanted[0] && matches(json, i, wanted)) {
                System.arraycopy(instead, 0, json, i, instead.length);
            }
        }
    }

    private static boolean matches(byte[] json, int from, byte[] wanted) {
        for (int i = 0; i < wanted.length; i++) {
            if (json[from + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
