package io.quantum.governor.engine.tools.cli;

import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.rules.life.Admission;
import io.quantum.governor.engine.rules.life.AdmissionProcess;
import io.quantum.governor.engine.rules.life.RefusedException;
import io.quantum.governor.engine.rules.rulebook.RulebookFiles;
import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import io.quantum.governor.engine.tools.nearmiss.NearMisses;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import picocli.CommandLine.Command;

/** {@code governor admit}: what an {@link AdmissionProcess} runs. Each line of standard input is a question. */
@Command(
        name = AdmissionProcess.COMMAND,
        hidden = true,
        description = "Is run by a daemon, to try rules apart from plans.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = Main.EXIT_CODES,
        exitCodeList = {"0:the daemon has ended", "1:usage or I/O"})
final class AdmitCommand implements Callable<Integer> {
    private final LinkedBlockingQueue<String> questions = new LinkedBlockingQueue<>();

    @Override
    public Integer call() throws InterruptedException, IOException {
        Thread reader = new Thread(this::read, "questions");
        reader.setDaemon(true);
        reader.start();
        Admission admission = Admission.of(System.getenv());
        Admission practice = new Admission(System.getenv(), Optional.empty(), Clock.systemUTC());
        while (true) {
            AdmissionProcess.Question question =
                    Json.MAPPER.readValue(questions.take(), AdmissionProcess.Question.class);
            RulebookTexts texts = new RulebookTexts(question.where(), question.byPath());
            AdmissionProcess.Answer answer = answer(question.practice() ? practice : admission, texts);
            System.out.write(Json.bytes(answer));
            System.out.write('\n');
            System.out.flush();
            if (answer.equals(AdmissionProcess.Answer.ADMITTED)) {
                // what explains its decisions is wanted soon
                NearMisses.compile(RulebookFiles.of(texts));
            }
        }
    }

    private static AdmissionProcess.Answer answer(Admission admission, RulebookTexts texts) {
        try {
            admission.admit(texts);
            return AdmissionProcess.Answer.ADMITTED;
        } catch (RefusedException e) {
            return AdmissionProcess.Answer.of(e);
        }
    }

    /** When the daemon is gone, nobody waits for what is being done. */
    private void read() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            in.lines().forEach(questions::add);
        } catch (IOException | UncheckedIOException e) {
            // as at its end
        }
        Runtime.getRuntime().halt(0);
    }
}
