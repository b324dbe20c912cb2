package io.quantum.governor.engine.serve.release;

import java.util.List;

/**
 * What somebody has signed elsewhere, by a key that never came here. Whose key it was is found out as for a private key:
 * by the trusted one that it belongs to.
 *
 * @param signature Ed25519, base64
 * @param keys whose signatures count
 */
public record GivenSignature(String signature, TrustedKeys keys) implements Signer {

    @Override
    public Signed sign(Signed.Statement statement) {
        List<TrustedKey> trusted = List.copyOf(keys.byId().values());
        return trusted.stream()
                .map(key -> new Signed(Signed.text(statement), key.id(), signature))
                .filter(signed -> signed.isBy(keys, statement.getClass()))
                .findFirst()
                .orElseThrow(() -> new ReleaseException("no trusted key has signed this; trusted are " + trusted
                        + "; sign with the private key that belongs to one of them"));
    }
}
