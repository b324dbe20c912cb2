package io.quantum.governor.engine.serve.room;

/**
 * Somebody who has signed in, or has shown a token.
 *
 * @param name as the file of tokens says
 * @param role what they may do
 * @param sha256 what stands for their token: another token makes another person of them, whose sessions are new ones
 */
record Person(String name, Role role, String sha256) {
    /** What somebody may do. */
    enum Role {
        /** Look. */
        viewer,
        /** Stop and loosen, too. */
        operator
    }
}
