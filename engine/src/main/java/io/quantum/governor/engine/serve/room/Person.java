package io.quantum.governor.engine.serve.room;

/**
 * Somebody who has signed in, or has shown a token.
 *
 * @param name as the file of tokens says
 * @param role what they may do
 */
record Person(String name, Role role) {
    /** What somebody may do. */
    enum Role {
        /** Look. */
        viewer,
        /** Stop and loosen, too. */
        operator
    }
}
