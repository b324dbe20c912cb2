package io.quantum.governor.engine.serve.release;

import io.quantum.governor.engine.rules.rulebook.Sha256;
import java.security.PublicKey;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A public key whose owner may sign.
 *
 * @param name its owner, as its file is named
 * @param key an Ed25519 key
 * @param lastDay the last UTC day on which it may sign; {@link LocalDate#MAX} when it has none
 */
public record TrustedKey(String name, PublicKey key, LocalDate lastDay) {
    private static final int ID_LENGTH = 16;

    /** The first 16 hexadecimal digits of the SHA-256 of the encoded key. */
    public String id() {
        return Sha256.hex(key.getEncoded()).substring(0, ID_LENGTH);
    }

    boolean maySignAt(Instant at) {
        return !LocalDate.ofInstant(at, ZoneOffset.UTC).isAfter(lastDay);
    }

    /** For people: {@code alice (1f0e...)}. */
    @Override
    public String toString() {
        return name + " (" + id() + ")";
    }
}
