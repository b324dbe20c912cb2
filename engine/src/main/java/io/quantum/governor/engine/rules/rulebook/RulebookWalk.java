package io.quantum.governor.engine.rules.rulebook;

import io.quantum.governor.engine.rules.rulebook.limits.LimitsFile;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Finds the files of a rulebook below its directory, following links. */
final class RulebookWalk extends SimpleFileVisitor<Path> {
    private static final List<String> ENDINGS = List.of(".drl", ".yaml", ".lock");

    private final Path directory;
    private final SortedMap<Path, BasicFileAttributes> found = new TreeMap<>();

    private RulebookWalk(Path directory) {
        this.directory = directory;
    }

    /**
     * The files that belong to the rulebook, by path.
     *
     * @throws IOException when the directory or something in it can't be read, or a link leads nowhere
     */
    static SortedMap<Path, BasicFileAttributes> files(Path directory) throws IOException {
        RulebookWalk walk = new RulebookWalk(directory);
        Files.walkFileTree(directory, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, walk);
        return walk.found;
    }

    /** What a version control, an editor or a build keeps beside the rules is none of them. */
    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        boolean passedOver =
                !folder.equals(directory) && (isHidden(folder) || folder.equals(directory.resolve("target")));
        return passedOver ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        if (!isHidden(file)
                && (ENDINGS.stream().anyMatch(file.toString()::endsWith) || LimitsFile.isNamedSo(file.toString()))) {
            if (!attributes.isRegularFile()) {
                throw new NoSuchFileException(file.toString());
            }
            found.put(file, attributes);
        }
        return FileVisitResult.CONTINUE;
    }

    private static boolean isHidden(Path path) {
        Path name = path.getFileName();
        return name != null && name.toString().startsWith(".");
    }
}
