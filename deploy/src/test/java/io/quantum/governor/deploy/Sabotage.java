package io.quantum.governor.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * What makes a governor's own process sick: its heap is filled nearly to the end, the arithmetic of its windows counts
 * nothing any more, it says that another version runs, and its clock is ahead. All but the last two begin when told.
 */
final class Sabotage {
    private static final String AGENT = """
            import java.lang.instrument.ClassDefinition;
            import java.lang.instrument.Instrumentation;
            import java.nio.file.Files;
            import java.nio.file.Path;
            import java.util.ArrayList;
            import java.util.List;

            public final class Agent {
                private static final List<byte[]> HELD = new ArrayList<>();

                public static void premain(String directory, Instrumentation process) {
                    Thread thread = new Thread(() -> {
                        try {
                            sabotage(Path.of(directory), process);
                        } catch (Exception e) {
                            e.printStackTrace();
                        }
                    });
                    thread.setDaemon(true);
                    thread.start();
                }

                private static void sabotage(Path directory, Instrumentation process) throws Exception {
                    while (!Files.exists(directory.resolve("now"))) {
                        Thread.sleep(100);
                    }
                    for (Class<?> loaded : process.getAllLoadedClasses()) {
                        if (loaded.getName().equals("io.quantum.governor.facts.Ages")) {
                            byte[] changed = Files.readAllBytes(directory.resolve("io/quantum/governor/facts/Ages.class"));
                            process.redefineClasses(new ClassDefinition(loaded, changed));
                        }
                    }
                    Runtime heap = Runtime.getRuntime();
                    while (true) {
                        System.gc();
                        long free = heap.maxMemory() - heap.totalMemory() + heap.freeMemory();
                        long most = free - heap.maxMemory() * 7 / 100;
                        if (most > 1 << 16) {
                            HELD.add(new byte[(int) (most / 2)]);
                        } else {
                            Thread.sleep(1000);
                        }
                    }
                }
            }
            """;

    private final Path directory;

    private Sabotage(Path directory) {
        this.directory = directory;
    }

    /**
     * Makes what does it.
     *
     * @param directory is made
     * @param home where the governor's sources are
     */
    static Sabotage prepare(Path directory, Path home) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        String ages = Files.readString(home.resolve("facts/src/main/java/io/quantum/governor/facts/Ages.java"));
        assertThat(ages).contains("count++");
        Files.writeString(directory.resolve("Ages.java"), ages.replace("count++", "count += 0"));
        Files.writeString(directory.resolve("Agent.java"), AGENT);
        Commands.run(
                Map.of(),
                Path.of(System.getProperty("java.home"), "bin/javac").toString(),
                "--release",
                "17",
                "-d",
                directory.toString(),
                directory.resolve("Ages.java").toString(),
                directory.resolve("Agent.java").toString());
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", "Agent");
        manifest.getMainAttributes().putValue("Can-Redefine-Classes", "true");
        try (OutputStream file = Files.newOutputStream(directory.resolve("agent.jar"));
                JarOutputStream jar = new JarOutputStream(file, manifest)) {
            jar.putNextEntry(new JarEntry("Agent.class"));
            jar.write(Files.readAllBytes(directory.resolve("Agent.class")));
        }
        // resources are looked for here before they are in the governor's own jar
        Files.createDirectory(directory.resolve("first"));
        Files.writeString(
                directory.resolve("first/governor.properties"),
                "version=0.9.0\ncommit=0123456\ncommitted=2026-01-01\n");
        return new Sabotage(directory);
    }

    /** What the environment of the governor must say besides. */
    Map<String, String> environment() throws IOException, InterruptedException {
        String library = Commands.run(Map.of(), "faketime", "-f", "+10s", "printenv", "LD_PRELOAD")
                .strip();
        return Map.of(
                "JAVA_OPTS",
                "-Xms160m -Xmx160m -Xmn8m -Xbootclasspath/a:" + directory.resolve("first") + " -javaagent:"
                        + directory.resolve("agent.jar") + "=" + directory,
                "LD_PRELOAD",
                library,
                "FAKETIME",
                "+10s",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                "GOV_CANARY_INTERVAL_SEC",
                "1");
    }

    void begin() throws IOException {
        Files.createFile(directory.resolve("now"));
    }
}
