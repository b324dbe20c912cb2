package io.quantum.governor.loaders.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** The static Redis 7.0.15 for this platform, out of the jar {@code org.signal:embedded-redis}. */
final class RedisBinary {
    private static final String PREFIX = "/redis-server-7.0.15-";
    private static final Set<String> PLATFORMS =
            Set.of("linux-amd64", "linux-arm64", "linux-386", "darwin-amd64", "darwin-arm64");

    private RedisBinary() {}

    /**
     * Unpacks it, executable.
     *
     * @return its path in {@code directory}
     * @throws IOException when it is not installed
     * @throws IllegalStateException when there is none for this platform
     */
    static Path unpackInto(Path directory) throws IOException {
        String platform = platform(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
        Path binary = directory.resolve("redis-server");
        try (InputStream resource = RedisBinary.class.getResourceAsStream(PREFIX + platform)) {
            if (resource == null) {
                throw new IOException("the Redis of demo and bench is not installed; unpack the package whose name ends"
                        + " with -demo-redis.tar.gz over this one, or name a Redis of your own with --redis");
            }
            Files.copy(resource, binary);
        }
        if (!binary.toFile().setExecutable(true)) {
            throw new IOException("could not make " + binary + " executable");
        }
        return binary;
    }

    /** {@code linux-amd64} for what Java calls {@code Linux} and {@code amd64}. */
    static String platform(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT);
        String system = os.startsWith("linux") ? "linux" : os.startsWith("mac") ? "darwin" : os;
        String machine = switch (osArch.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> "amd64";
            case "aarch64", "arm64" -> "arm64";
            case "x86", "i386", "i486", "i586", "i686" -> "386";
            default -> osArch;
        };
        String platform = system + "-" + machine;
        if (!PLATFORMS.contains(platform)) {
            throw new IllegalStateException("no bundled Redis for " + osName + " on " + osArch
                    + "; start a Redis of your own (6.2 or later) and set REDIS_URL");
        }
        return platform;
    }
}
