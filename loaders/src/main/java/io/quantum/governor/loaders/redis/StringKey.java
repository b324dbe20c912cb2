package io.quantum.governor.loaders.redis;

/** A string as it was last read. */
final class StringKey extends KnownKey<byte[]> {
    StringKey(String name) {
        super(name, true, redis -> redis.get(name));
    }

    @Override
    void overwritten(byte[] value) {
        wrote(value);
    }
}
