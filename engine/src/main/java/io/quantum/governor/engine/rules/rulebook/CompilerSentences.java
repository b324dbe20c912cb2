package io.quantum.governor.engine.rules.rulebook;

import io.quantum.governor.engine.rules.rulebook.fence.Fault;
import io.quantum.governor.engine.rules.rulebook.fence.ParsedFile;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kie.api.builder.Message;
import org.kie.api.builder.Results;

/** Tells what the compiler refused in terms of rule files, without the code that it generated. */
final class CompilerSentences {
    private static final Pattern RULE = Pattern.compile("Rule name='([^']*)'");
    private static final String GENERATED = "src/main/java/";

    private CompilerSentences() {}

    /** One fault for each error that says something. */
    static List<Fault> of(Results results, String root, List<ParsedFile> files) {
        return results.getMessages(Message.Level.ERROR).stream()
                .filter(m -> !m.getText().startsWith("Java source of"))
                .map(m -> fault(m, root, files))
                .distinct()
                .toList();
    }

    private static Fault fault(Message message, String root, List<ParsedFile> files) {
        String path = String.valueOf(message.getPath());
        ParsedFile file = files.stream()
                .filter(f -> (root + f.path()).endsWith(path) || generatedFrom(f, path))
                .findFirst()
                .orElse(files.get(0));
        Matcher rule = RULE.matcher(message.getText());
        String name = rule.find() ? rule.group(1) : "";
        int line = file.content().getRules().stream()
                .filter(r -> r.getName().equals(name))
                .mapToInt(r -> r.getLine())
                .findFirst()
                .orElse(Math.max(1, generatedFrom(file, path) ? 1 : message.getLine()));
        return new Fault(
                file.path(),
                line,
                name,
                "the compiler refuses it: "
                        + message.getText().lines().findFirst().orElse(""),
                "compare it with a rule that compiles");
    }

    private static boolean generatedFrom(ParsedFile file, String path) {
        String folder = GENERATED + file.packageName().replace('.', '/') + "/";
        return path.startsWith(folder) && path.indexOf('/', folder.length()) < 0;
    }
}
