package io.quantum.governor.loaders.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisBinaryTest {
    @ParameterizedTest
    @CsvSource({
        "Linux,amd64,linux-amd64",
        "Linux,aarch64,linux-arm64",
        "Linux,i386,linux-386",
        "Mac OS X,x86_64,darwin-amd64",
        "Mac OS X,aarch64,darwin-arm64"
    })
    void knows_the_binary_of_each_bundled_platform(String os, String arch, String platform) {
        assertThat(RedisBinary.platform(os, arch)).isEqualTo(platform);
        assertThat(RedisBinary.class.getResource("/redis-server-7.0.15-" + platform))
                .isNotNull();
    }

    @Test
    void says_in_one_sentence_that_a_platform_has_none() {
        assertThatIllegalStateException()
                .isThrownBy(() -> RedisBinary.platform("Windows 11", "amd64"))
                .withMessage("no bundled Redis for Windows 11 on amd64;"
                        + " start a Redis of your own (6.2 or later) and set REDIS_URL");
    }
}
