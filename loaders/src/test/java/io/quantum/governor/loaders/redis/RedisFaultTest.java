package io.quantum.governor.loaders.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisConnectionException;
import org.junit.jupiter.api.Test;

class RedisFaultTest {
    @Test
    void aHostIsNamedAsItWasConfigured() {
        assertThat(RedisFault.words(new RedisConnectionException("Unable to connect to localhost/<unresolved>:6379")))
                .isEqualTo("Unable to connect to localhost:6379");
    }
}
