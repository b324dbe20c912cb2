package io.quantum.governor.loaders.declared;

import io.quantum.governor.loaders.UnreadableException;

/** What a source holds about one thing, field by field. */
@FunctionalInterface
public interface Row {
    /** The name under which what is kept fresh in the background tells when it was asked for, Unix seconds. */
    String SNAPSHOT = "snapshot";

    /** The name of the one value of a string or a gauge. */
    String VALUE = "value";

    /** The name under which a list tells how many entries were read. */
    String SIZE = "size";

    /**
     * A field's text.
     *
     * @return empty when there is no such field, or it is empty
     * @throws UnreadableException when it is no text; the message names the field
     */
    String text(String field) throws UnreadableException;
}
