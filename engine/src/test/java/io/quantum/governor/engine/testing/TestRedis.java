package io.quantum.governor.engine.testing;

import io.quantum.governor.loaders.sandbox.BundledRedis;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * The Redis of the integration tests, one for all of them: a container where Docker is available, else the bundled one.
 *
 * <p>The image is named by the system property or environment variable {@value #IMAGE_SETTING}. Without a registry
 * Testcontainers also needs {@code TESTCONTAINERS_RYUK_DISABLED=true}, {@code TESTCONTAINERS_CHECKS_DISABLE=true} and
 * {@code TESTCONTAINERS_HOST_OVERRIDE=127.0.0.1} in the environment.
 */
public final class TestRedis {
    private static final String IMAGE_SETTING = "GOV_TEST_REDIS_IMAGE";
    private static final String IMAGE = "redis:7.0";
    private static final int PORT = 6379;

    /** Started by the first test that asks; ended with the JVM. */
    private static final class Shared {
        private static final String URI = start();
    }

    private TestRedis() {}

    /** Where it is: {@code redis://host:port}. */
    public static String uri() {
        return Shared.URI;
    }

    private static String start() {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            BundledRedis redis = BundledRedis.start();
            System.out.println("Redis of the integration tests: the bundled one, since there is no Docker");
            return redis.uri();
        }
        String image = Optional.ofNullable(System.getProperty(IMAGE_SETTING))
                .or(() -> Optional.ofNullable(System.getenv(IMAGE_SETTING)))
                .orElse(IMAGE);
        System.out.println("Redis of the integration tests: a container of the image " + image);
        return inContainer(image);
    }

    @SuppressWarnings("resource") // Testcontainers, or the hook where it may not, removes it when the JVM ends
    private static String inContainer(String image) {
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(image));
        container.withExposedPorts(PORT).waitingFor(Wait.forLogMessage(".*Ready to accept connections.*\\n", 1));
        container.start();
        Runtime.getRuntime().addShutdownHook(new Thread(container::stop, "test-redis-at-exit"));
        return "redis://" + container.getHost() + ":" + container.getMappedPort(PORT);
    }
}
