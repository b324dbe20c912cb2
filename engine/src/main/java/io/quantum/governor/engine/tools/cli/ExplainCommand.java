package io.quantum.governor.engine.tools.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.record.audit.RecordException;
import io.quantum.governor.engine.serve.status.DaemonPage;
import io.quantum.governor.engine.tools.explain.Explanation;
import io.quantum.governor.engine.tools.explain.ExplanationText;
import io.quantum.governor.engine.tools.explain.RuleCase;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code governor explain}: why a plan was permitted or blocked. */
@Command(
        name = "explain",
        description = {
            "Tells in sentences why a plan was permitted or blocked: each gate with what it saw, its limit and how far"
                    + " that was, the age and source of the facts, which rules fired, and of those that did not which"
                    + " condition failed and by how much.",
            "The running daemon is asked first; without one the archive and the audit stream are read here."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = Main.EXIT_CODES,
        exitCodeList = {
            "0:explained",
            "1:usage or I/O, or the audit holds no such plan",
            "3:a rule file or signature is wrong",
            "4:the case of --as-test does not pass with the rulebook that decided"
        },
        footer = {
            "",
            "Examples:",
            "  governor explain p-17                       the newest decision on it",
            "  governor explain p-17 --entry 1795290176-0  another decision on it",
            "  governor explain p-17 --against ~/rules     what those rules would do",
            "  governor explain p-17 --as-test >> rules/tests/burst.yaml",
            "  governor explain p-17 --file export.jsonl   of governor audit export",
            "",
            "The daemon is asked at GOV_HTTP_BIND and METRICS_PORT, 127.0.0.1:8044 unless they are set."
        })
final class ExplainCommand implements Callable<Integer> {
    /** For the first explanation after its start a daemon may have to compile. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int NOT_FOUND = 404;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private KeysOption keys = new KeysOption();

    @Parameters(arity = "0..1", paramLabel = "PLAN_ID", description = "May be left out with --file: its last record.")
    private String planId = "";

    @Option(
            names = "--entry",
            paramLabel = "ID",
            description = "Of several decisions on the plan id the one on this entry of the plan stream. Default: the"
                    + " newest.")
    private String entry = "";

    @Option(names = "--file", paramLabel = "FILE", description = "Take the record from this file: one, or one a line.")
    private @Nullable Path file;

    @Option(
            names = "--rules",
            paramLabel = "DIR",
            description = "Where the rulebook that decided lies, when it is found nowhere else.")
    private @Nullable Path rules;

    @Option(
            names = "--against",
            paramLabel = "VERSION|DIR",
            description = "Also tell what this rulebook makes of the same plan, with what differs marked.")
    private String against = "";

    @Option(names = "--as-test", description = "Print it as a case for a file of rule tests instead.")
    private boolean asTest;

    @Option(names = "--format", description = "pretty or json. Default: ${DEFAULT-VALUE}.")
    private Format format = Format.pretty;

    @Option(names = "--url", paramLabel = "URL", description = "Where the daemon is, http://127.0.0.1:8044")
    private String url = "";

    @Override
    public Integer call() throws IOException {
        if (planId.isEmpty() && file == null) {
            throw usage("name a plan: governor explain PLAN_ID");
        }
        if (asTest && (!against.isEmpty() || format == Format.json)) {
            throw usage("--as-test prints a rule test; leave --against and --format out");
        }
        InputOutput.refuseDirectory(file);
        boolean here = file != null || rules != null || asTest || !against.isEmpty();
        try {
            return here ? explainHere() : askDaemon();
        } catch (RecordException e) {
            return failed("the record can't be read: " + e.getMessage());
        }
    }

    private int askDaemon() throws IOException {
        String query = entry.isEmpty() ? "" : "?entry=" + URLEncoder.encode(entry, UTF_8);
        DaemonPage page = DaemonPage.of(url, "/api/explain/" + URLEncoder.encode(planId, UTF_8) + query);
        DaemonPage.Answer answer;
        try {
            answer = page.ask(PATIENCE);
        } catch (IOException e) {
            return url.isEmpty() ? explainHere() : failed("no governor answers at " + page.url());
        }
        if (answer.isOk()) {
            print(answer.body(), format == Format.json ? "" : text(answer.body()));
            return 0;
        }
        String why = Json.MAPPER.readTree(answer.body()).path("error").asText();
        return failed(answer.status() == NOT_FOUND ? why : page.url() + " answers " + answer.status() + ": " + why);
    }

    private static String text(String json) throws IOException {
        return ExplanationText.of(Json.MAPPER.readValue(json, Explanation.class));
    }

    private int explainHere() throws IOException {
        try (ExplainedHere here = new ExplainedHere(planId, entry, file, rules, keys)) {
            if (asTest) {
                return print(here.test());
            }
            ExplainedHere.Told told = against.isEmpty() ? here.explain() : here.explainAgainst(against);
            print(told.json(), told.pretty());
            return 0;
        }
    }

    private int print(RuleCase test) {
        if (!test.failure().isEmpty()) {
            System.err.println("the rulebook that decided does not pass this case:\n" + test.failure());
            return Main.TESTS;
        }
        System.err.println("an entry of the list 'tests', for tests/" + test.stem() + ".yaml");
        print("", test.yaml());
        return 0;
    }

    private void print(String json, String pretty) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (format == Format.json) {
            out.println(json);
        } else {
            out.print(pretty);
        }
        out.flush();
    }

    private int failed(String why) {
        Objects.requireNonNull(spec).commandLine().getErr().println(why);
        return Main.USAGE;
    }

    private ParameterException usage(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
