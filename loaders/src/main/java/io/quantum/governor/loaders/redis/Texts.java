package io.quantum.governor.loaders.redis;

import io.quantum.governor.loaders.WireNumber;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;

/** Bytes that should be text. */
final class Texts {
    private Texts() {}

    static OptionalDouble number(byte[] bytes) {
        return WireNumber.parse(new String(bytes, StandardCharsets.ISO_8859_1));
    }
}
