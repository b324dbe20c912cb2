package io.quantum.governor.engine.tools.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.serve.job.JobProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code governor job}: what a {@link JobProcess} runs. The first line of standard input holds another command's words. */
@Command(
        name = JobProcess.COMMAND,
        hidden = true,
        description = "Is run by a daemon, to do what takes long apart from plans.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = Main.EXIT_CODES,
        exitCodeList = {"0:as the command that it runs", "1:usage or I/O"})
final class JobCommand implements Callable<Integer> {
    private static final TypeReference<List<String>> WORDS = new TypeReference<>() {};

    @Override
    public Integer call() throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        @Nullable String line = in.readLine();
        if (line == null) {
            throw new IOException("standard input holds no command; this is run by a daemon only");
        }
        List<String> words = Json.MAPPER.readValue(line, WORDS);
        Thread reader = new Thread(() -> endWithDaemon(in), "daemon");
        reader.setDaemon(true);
        reader.start();
        return Main.line().execute(words.toArray(String[]::new));
    }

    /** When the daemon is gone, nobody waits for what is being done. */
    private static void endWithDaemon(BufferedReader in) {
        try {
            while (in.readLine() != null) {
                // it has nothing more to say
            }
        } catch (IOException e) {
            // as at its end
        }
        Runtime.getRuntime().halt(Main.USAGE);
    }
}
