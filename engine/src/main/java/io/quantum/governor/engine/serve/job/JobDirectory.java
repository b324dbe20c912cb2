package io.quantum.governor.engine.serve.job;

import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rulebooks of a job, as the directories that commands take; gone when the job has ended. */
final class JobDirectory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobDirectory.class);
    private static final String NAME = "governor-job-";
    private static final Pattern PID = Pattern.compile(NAME + "(\\d{1,9})-.*");

    private final Path root;
    private final List<Path> rulebooks = new ArrayList<>();

    /** Writes them. */
    JobDirectory(List<RulebookTexts> texts) throws IOException {
        root = Files.createTempDirectory(NAME + ProcessHandle.current().pid() + "-");
        try {
            for (RulebookTexts rulebook : texts) {
                Path directory = root.resolve(Integer.toString(rulebooks.size()));
                write(rulebook, directory);
                rulebooks.add(directory);
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Deletes those of daemons that were ended too roughly to do it. */
    static void sweep() {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            for (Path directory : all.filter(JobDirectory::isOrphan).toList()) {
                delete(directory);
            }
        } catch (IOException e) {
            LOG.debug("directories of jobs stay behind", e);
        }
    }

    /** Its process has ended, and another one may have its number now. */
    private static boolean isOrphan(Path directory) {
        Matcher name = PID.matcher(directory.getFileName().toString());
        if (!name.matches()) {
            return false;
        }
        try {
            Instant made = Files.getLastModifiedTime(directory).toInstant();
            Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(name.group(1)));
            return process.flatMap(p -> p.info().startInstant())
                    .map(begun -> begun.isAfter(made))
                    .orElse(process.isEmpty());
        } catch (IOException e) {
            return false;
        }
    }

    private static void write(RulebookTexts rulebook, Path directory) throws IOException {
        for (Map.Entry<String, String> file : rulebook.byPath().entrySet()) {
            Path path = directory.resolve(file.getKey()).normalize();
            if (!path.startsWith(directory)) {
                throw new IOException("'" + file.getKey() + "' leads out of the rulebook " + rulebook.where()
                        + "; look who wrote it");
            }
            Files.createDirectories(path.resolveSibling("."));
            Files.writeString(path, file.getValue());
        }
    }

    /** In the order in which they were given. */
    List<Path> rulebooks() {
        return rulebooks;
    }

    @Override
    public void close() throws IOException {
        delete(root);
    }

    private static void delete(Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failed) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
