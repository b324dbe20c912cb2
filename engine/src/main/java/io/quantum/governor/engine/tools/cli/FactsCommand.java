package io.quantum.governor.engine.tools.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.rules.catalog.FactPage;
import io.quantum.governor.engine.rules.catalog.FactSheet;
import io.quantum.governor.engine.rules.rulebook.RulebookCompiler;
import io.quantum.governor.engine.rules.rulebook.RulebookFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code governor facts}: the facts that a rulebook declares. */
@Command(
        name = "facts",
        description =
                "Lists the facts that a rulebook declares: where each is read, its fields, and which rules ask for it.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = Main.EXIT_CODES,
        exitCodeList = {"0:fine", "1:usage or I/O", "3:the rulebook does not compile"})
final class FactsCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private RulesParameter rules = new RulesParameter();

    @Option(names = "--format", description = "pretty or json. Default: ${DEFAULT-VALUE}.")
    private Format format = Format.pretty;

    @Option(
            names = "--write",
            description = "Writes them into " + FactPage.PATH + " beside the rulebook, between its two marks")
    private boolean write;

    @Override
    public Integer call() throws IOException {
        Path directory = rules.directory();
        RulebookFiles files = RulebookFiles.read(directory);
        List<FactSheet> facts = FactSheet.of(files, RulebookCompiler.compile(files));
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (write) {
            return write(facts, directory.toAbsolutePath().normalize().resolveSibling(FactPage.PATH), out);
        }
        out.print(format == Format.json ? json(facts) : text(facts));
        out.flush();
        return 0;
    }

    private Integer write(List<FactSheet> facts, Path page, PrintWriter out) throws IOException {
        String before = Files.isRegularFile(page) ? Files.readString(page) : "";
        if (!FactPage.hasPlace(before)) {
            Objects.requireNonNull(spec)
                    .commandLine()
                    .getErr()
                    .println(page + " has no place for them; write these two lines where they belong:\n"
                            + FactPage.MARKS);
            return Main.USAGE;
        }
        String after = FactPage.with(facts, before);
        if (!after.equals(before)) {
            Files.writeString(page, after);
        }
        out.println(page + (after.equals(before) ? " is up to date" : " lists " + facts.size() + " facts"));
        out.flush();
        return 0;
    }

    private static String json(List<FactSheet> facts) throws JsonProcessingException {
        return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(facts) + "\n";
    }

    private static String text(List<FactSheet> facts) {
        StringBuilder text = new StringBuilder();
        for (FactSheet fact : facts) {
            text.append(fact.fact())
                    .append(' ')
                    .append(fact.version())
                    .append(" (")
                    .append(fact.owner());
            text.append("), ")
                    .append(fact.file())
                    .append("\n  ")
                    .append(fact.source())
                    .append('\n');
            int name = width(fact.fields().stream().map(FactSheet.Field::name).toList());
            int of = width(fact.fields().stream().map(FactSheet.Field::of).toList());
            fact.fields()
                    .forEach(field -> text.append(("  " + pad(field.name(), name) + "  " + pad(field.type(), 7) + "  "
                                            + pad(field.of(), of) + "  " + rest(field))
                                    .stripTrailing())
                            .append('\n'));
            text.append("  asked by ")
                    .append(fact.readBy().isEmpty() ? "no rule" : String.join(", ", fact.readBy()))
                    .append("\n\n");
        }
        return text.toString();
    }

    private static String rest(FactSheet.Field field) {
        String allowed = (field.unit() + " " + field.allowed()).strip();
        String otherwise = field.otherwise().isEmpty() ? "" : "when not there " + field.otherwise();
        return allowed + (allowed.isEmpty() || otherwise.isEmpty() ? "" : ", ") + otherwise;
    }

    private static int width(List<String> texts) {
        return texts.stream().mapToInt(String::length).max().orElse(0);
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
