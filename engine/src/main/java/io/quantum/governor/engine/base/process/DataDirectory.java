package io.quantum.governor.engine.base.process;

import io.quantum.governor.loaders.redis.Cell;
import java.nio.file.Path;
import java.util.Map;

/** Where a daemon keeps what outlives it: {@code GOV_DATA_DIR}, and below it a directory for each cell. */
public final class DataDirectory {
    private DataDirectory() {}

    /** That of the environment; {@code ./data} unless it is set. */
    public static Path of(Map<String, String> environment) {
        String directory = environment.getOrDefault("GOV_DATA_DIR", "").strip();
        // without the characters that mean something to a shell
        String cell = environment.getOrDefault(Cell.VARIABLE, "").strip().replaceAll("[^A-Za-z0-9._-]", "");
        return Path.of(directory.isEmpty() ? "./data" : directory, cell);
    }
}
