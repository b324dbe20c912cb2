package io.quantum.governor.engine.serve.release;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;

/**
 * A private key, whose owner is trusted. It is never shown, not even by {@link #toString}.
 */
public final class SigningKey implements Signer {
    private static final byte[] PROOF = "which public key is mine?".getBytes(US_ASCII);

    private final PrivateKey key;
    private final TrustedKey owner;

    private SigningKey(PrivateKey key, TrustedKey owner) {
        this.key = key;
        this.owner = owner;
    }

    /**
     * Reads a private key and finds out whose it is.
     *
     * @throws ReleaseException when it can't be used, or its public key is not among the trusted ones
     */
    public static SigningKey read(Path file, TrustedKeys keys) {
        PrivateKey key = KeyFiles.secret(file);
        byte[] proof = sign(key, PROOF);
        return keys.byId().values().stream()
                .filter(k -> isProof(k.key(), proof))
                .findFirst()
                .map(owner -> new SigningKey(key, owner))
                .orElseThrow(() -> new ReleaseException(file + ": its public key is not among the trusted ones "
                        + keys.byId().values() + "; what it signs would be refused"));
    }

    /** Whose key it is. */
    public TrustedKey owner() {
        return owner;
    }

    @Override
    public Signed sign(Signed.Statement statement) {
        return Signed.by(this, statement);
    }

    byte[] sign(byte[] message) {
        return sign(key, message);
    }

    private static byte[] sign(PrivateKey key, byte[] message) {
        try {
            Signature signer = Signature.getInstance(KeyFiles.ALGORITHM);
            signer.initSign(key);
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK from 15 on has " + KeyFiles.ALGORITHM, e);
        }
    }

    private static boolean isProof(PublicKey key, byte[] proof) {
        try {
            Signature verifier = Signature.getInstance(KeyFiles.ALGORITHM);
            verifier.initVerify(key);
            verifier.update(PROOF);
            return verifier.verify(proof);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "private key of " + owner;
    }
}
