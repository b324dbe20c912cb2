package io.quantum.governor.loaders.redis;

/** A string as it was last read. */
final class StringKey extends KnownKey<byte[]> {
    private StringKey(String name, Belief belief) {
        super(name, belief, redis -> redis.get(name));
    }

    /** One that others write. */
    static StringKey ofOthers(String name) {
        return new StringKey(name, Belief.UNTIL_TOLD);
    }

    /** One that governors write with their decisions. */
    static StringKey own(String name) {
        return new StringKey(name, Belief.UNTIL_REFUSED);
    }

    @Override
    void overwritten(byte[] value) {
        wrote(value);
    }
}
