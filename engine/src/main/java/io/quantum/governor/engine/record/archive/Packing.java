package io.quantum.governor.engine.record.archive;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Packs a record by the text of an earlier one of its sort, with which it has nearly everything in common: a twentieth of
 * its size. Not for use by several threads.
 */
final class Packing implements AutoCloseable {
    private static final int LEVEL = 1;
    private static final int USUAL_BYTES = 16 << 10;
    /** A record is smaller by far; nobody shall fill a reader's memory. */
    private static final int MOST_BYTES = 256 << 20;

    private final Deflater deflater = new Deflater(LEVEL, true);
    private final Inflater inflater = new Inflater(true);
    private final byte[] buffer = new byte[USUAL_BYTES];

    /** Packs a text by the text of an earlier record, which is empty for none. */
    byte[] pack(byte[] text, byte[] base) {
        deflater.reset();
        if (base.length > 0) {
            deflater.setDictionary(base);
        }
        deflater.setInput(text);
        deflater.finish();
        ByteArrayOutputStream packed = new ByteArrayOutputStream(USUAL_BYTES / 16);
        while (!deflater.finished()) {
            packed.write(buffer, 0, deflater.deflate(buffer));
        }
        return packed.toByteArray();
    }

    /**
     * The text again.
     *
     * @throws DataFormatException when this was not packed by that base, or somebody altered it
     */
    byte[] unpack(byte[] packed, byte[] base) throws DataFormatException {
        inflater.reset();
        if (base.length > 0) {
            inflater.setDictionary(base);
        }
        inflater.setInput(packed);
        ByteArrayOutputStream text = new ByteArrayOutputStream(USUAL_BYTES);
        while (!inflater.finished()) {
            int some = inflater.inflate(buffer);
            if ((some == 0 && !inflater.finished()) || text.size() > MOST_BYTES) {
                throw new DataFormatException("not whole");
            }
            text.write(buffer, 0, some);
        }
        if (inflater.getRemaining() > 0) {
            throw new DataFormatException("longer than it should be");
        }
        return text.toByteArray();
    }

    @Override
    public void close() {
        deflater.end();
        inflater.end();
    }
}
