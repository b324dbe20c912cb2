package io.quantum.governor.engine.serve.release;

/** Signs for one person. */
public interface Signer {
    /**
     * The statement as that person has signed it.
     *
     * @throws ReleaseException when they have not, or their key is not trusted
     */
    Signed sign(Signed.Statement statement);
}
