package io.quantum.governor.engine.serve.release;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Zip archives of few and small files, in memory. */
final class Archive {
    /** A rulebook takes a few hundred KB; nobody shall fill a daemon's memory. */
    private static final int MOST_BYTES = 8 << 20;

    private static final int MOST_ENTRIES = 1000;

    private Archive() {}

    /** Packs entries in their order; the same entries give the same bytes. */
    static byte[] pack(Map<String, byte[]> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                ZipEntry header = new ZipEntry(entry.getKey());
                header.setTime(0);
                zip.putNextEntry(header);
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Unpacks into memory.
     *
     * @throws ReleaseException when it is damaged, too large, or names an entry twice
     */
    static Map<String, byte[]> unpack(byte[] bytes) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        int room = MOST_BYTES;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] content = zip.readNBytes(room + 1);
                room -= content.length;
                if (room < 0 || entries.size() >= MOST_ENTRIES) {
                    throw new ReleaseException("too large for a release: more than " + MOST_ENTRIES + " files or "
                            + (MOST_BYTES >> 20) + " MB");
                }
                if (entries.put(entry.getName(), content) != null) {
                    throw new ReleaseException(
                            "'" + entry.getName() + "' is in the release file twice; get the file anew");
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new ReleaseException("not a whole release file (" + e.getMessage() + "); get the file anew");
        }
        return entries;
    }
}
