package io.quantum.governor.engine.rulebook;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digest that names rulebooks. */
final class Sha256 {
    private Sha256() {}

    static MessageDigest start() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
