package io.quantum.governor.engine.serve.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quantum.governor.engine.base.json.Json;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.Locale;

/**
 * A statement and who signed it. What is signed is the statement's text byte for byte, after a word for its kind: so a
 * signature under an approval is none under a release.
 *
 * @param statement JSON, exactly as it was signed
 * @param key the id of the key
 * @param signature Ed25519, base64
 */
public record Signed(String statement, String key, String signature) {

    /**
     * Something that is signed.
     *
     * @see #read
     */
    public interface Statement {
        /** When it was signed: ISO 8601, UTC. */
        String at();
    }

    static Signed by(SigningKey key, Statement statement) {
        byte[] signature = key.sign(message(statement));
        return new Signed(text(statement), key.owner().id(), Base64.getEncoder().encodeToString(signature));
    }

    /** A statement as it is written down. */
    static String text(Statement statement) {
        return new String(Json.bytes(statement), UTF_8);
    }

    /** The bytes that are signed. */
    static byte[] message(Statement statement) {
        return message(statement.getClass(), text(statement));
    }

    /** Whether the key that it names is trusted and has signed it. */
    boolean isBy(TrustedKeys keys, Class<?> kind) {
        return keys.find(key)
                .filter(owner -> verifies(owner.key(), message(kind, statement)))
                .isPresent();
    }

    /**
     * The statement, if a trusted key signed it while it might.
     *
     * @param kind what it must be
     * @throws ReleaseException when it is anything else
     */
    <T extends Statement> T read(Class<T> kind, TrustedKeys keys) {
        String what = kind.equals(ReleaseManifest.class)
                ? "release"
                : kind.getSimpleName().toLowerCase(Locale.ROOT);
        TrustedKey owner = keys.find(key)
                .orElseThrow(() -> new ReleaseException(
                        "the " + what + " is signed by the key " + key + ", which is not trusted here; trusted are "
                                + keys.byId().values()));
        if (!verifies(owner.key(), message(kind, statement))) {
            throw new ReleaseException(
                    "the " + what + " does not match the signature of " + owner + ": it was altered; get it anew");
        }
        T said = Wire.read(statement.getBytes(UTF_8), kind, "the " + what + " is signed, but");
        if (!owner.maySignAt(Times.parse(said.at()))) {
            throw new ReleaseException("the " + what + " was signed on " + said.at() + " by " + owner
                    + ", whose key expired on " + owner.lastDay() + "; let somebody with a valid key sign");
        }
        return said;
    }

    private boolean verifies(PublicKey owner, byte[] message) {
        try {
            Signature verifier = Signature.getInstance(KeyFiles.ALGORITHM);
            verifier.initVerify(owner);
            verifier.update(message);
            return verifier.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private static byte[] message(Class<?> kind, String text) {
        return ("governor " + kind.getSimpleName() + "\n" + text).getBytes(UTF_8);
    }
}
