package io.quantum.governor.engine.tools.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.serve.release.ReleaseFiles;
import io.quantum.governor.engine.tools.compare.RulebookDiff;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code governor diff}: what differs between two rulebooks, and whether it is tighter or looser. */
@Command(
        name = "diff",
        description = {
            "Shows what differs between two rulebooks: the text, the thresholds, and whether each change and all of them"
                    + " together make the governor tighter or looser. That is computed: both decide the cases of both"
                    + " rulebooks' tests in every mode, and more at and around every limit that changed.",
            "A and B are each a published version, a release file, or a directory."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = Main.EXIT_CODES,
        exitCodeList = {"0:compared, whatever differs", "1:usage or I/O", "3:a rule file, key or signature is wrong"})
final class DiffCommand implements Callable<Integer> {
    private static final int CONTEXT = 3;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private KeysOption keys = new KeysOption();

    @Parameters(index = "0", paramLabel = "A", description = "The rulebook before.")
    private String before = "";

    @Parameters(index = "1", paramLabel = "B", description = "The rulebook after.")
    private String after = "";

    @Option(names = "--format", description = "pretty or json. Default: ${DEFAULT-VALUE}.")
    private Format format = Format.pretty;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        ReleaseFiles then = NamedRules.files(before, keys);
        ReleaseFiles now = NamedRules.files(after, keys);
        RulebookDiff diff = RulebookDiff.of(then.rulebook(before), now.rulebook(after), OpenDesk.compared());
        if (format == Format.json) {
            ObjectNode told = Json.MAPPER.valueToTree(diff);
            out.println(told.put("text", text(then.texts(), now.texts())));
        } else {
            out.print(DiffText.of(diff));
            out.print(text(then.texts(), now.texts()));
        }
        out.flush();
        return 0;
    }

    private static String text(Map<String, String> then, Map<String, String> now) {
        StringBuilder text = new StringBuilder();
        Map<String, String> all = new TreeMap<>(then);
        all.putAll(now);
        for (String path : all.keySet()) {
            List<String> old = lines(then, path);
            List<String> lines = UnifiedDiffUtils.generateUnifiedDiff(
                    "a/" + path, "b/" + path, old, DiffUtils.diff(old, lines(now, path)), CONTEXT);
            lines.forEach(line -> text.append(line).append('\n'));
        }
        return text.toString();
    }

    private static List<String> lines(Map<String, String> texts, String path) {
        return texts.getOrDefault(path, "").lines().toList();
    }
}
