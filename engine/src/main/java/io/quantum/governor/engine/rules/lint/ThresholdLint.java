package io.quantum.governor.engine.rules.lint;

import io.quantum.governor.engine.rules.rulebook.fence.Bounds;
import io.quantum.governor.engine.rules.rulebook.fence.Metadata;
import io.quantum.governor.engine.rules.rulebook.fence.ParsedFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.GlobalDescr;
import org.drools.drl.ast.descr.TypeDeclarationDescr;
import org.drools.drl.ast.descr.TypeFieldDescr;
import org.jspecify.annotations.Nullable;

/** Looks at the thresholds of a file: whether each says what it is, lies within its bounds, and is used. */
final class ThresholdLint {
    private static final Map<String, Pattern> KINDS = Map.of(
            "double", Pattern.compile(Bounds.NUMBER),
            "long", Pattern.compile("-?[0-9]+"),
            "boolean", Pattern.compile("true|false"));
    private static final String ENDING = "Thresholds";

    private final ParsedFile file;
    private final List<Finding> findings = new ArrayList<>();

    private ThresholdLint(ParsedFile file) {
        this.file = file;
    }

    static List<Finding> check(ParsedFile file) {
        ThresholdLint lint = new ThresholdLint(file);
        file.content().getTypeDeclarations().stream()
                .filter(declared -> declared.getAnnotation("thresholds") != null)
                .forEach(lint::declared);
        return lint.findings;
    }

    /** One variable overrides one limit; in several files it may, where it means the same in each. */
    static List<Finding> variables(List<ParsedFile> files) {
        Map<String, Variable> known = new HashMap<>();
        List<Finding> findings = new ArrayList<>();
        for (ParsedFile file : files) {
            for (TypeDeclarationDescr declared : file.content().getTypeDeclarations()) {
                for (TypeFieldDescr field : declared.getFields().values()) {
                    Variable here = new Variable(file.path(), field);
                    @Nullable Variable before = here.name().isEmpty() ? null : known.putIfAbsent(here.name(), here);
                    if (before != null && !here.meansTheSameAs(before)) {
                        findings.add(Finding.error(
                                file.path(),
                                field.getLine(),
                                "",
                                "the variable " + here.name() + " of " + field.getFieldName()
                                        + " also overrides another threshold, "
                                        + before.field().getFieldName() + " at "
                                        + before.file() + ":" + before.field().getLine(),
                                "give each threshold an @env of its own"));
                    }
                }
            }
        }
        return findings;
    }

    /** A threshold that a variable overrides. */
    private record Variable(String file, TypeFieldDescr field) {
        String name() {
            return Metadata.text(field, "env");
        }

        boolean meansTheSameAs(Variable other) {
            return !file.equals(other.file) && meaning().equals(other.meaning());
        }

        private List<String> meaning() {
            return List.of(
                    field.getPattern().getObjectType(), Metadata.text(field, "unit"), Metadata.text(field, "bounds"));
        }
    }

    private void declared(TypeDeclarationDescr declared) {
        String type = declared.getTypeName();
        if (!type.endsWith(ENDING)) {
            add(
                    declared.getLine(),
                    type + " does not end in " + ENDING,
                    "name it after its gate, as in KillScore" + ENDING);
            return;
        }
        String expected = Character.toLowerCase(type.charAt(0)) + type.substring(1);
        GlobalDescr global = file.content().getGlobals().stream()
                .filter(g -> g.getType().equals(type))
                .findFirst()
                .orElse(null);
        if (global == null || !global.getIdentifier().equals(expected)) {
            add(declared.getLine(), "rules have no way to read " + type, "write: global " + type + " " + expected);
            return;
        }
        declared.getFields().values().forEach(field -> field(expected, field));
    }

    private void field(String global, TypeFieldDescr field) {
        for (String key : List.of("unit", "bounds", "inclusive", "env")) {
            if (Metadata.text(field, key).isEmpty()) {
                add(
                        field.getLine(),
                        "the threshold " + field.getFieldName() + " has no @" + key,
                        "write @" + key + "(\"...\") behind its value");
            }
        }
        kind(field, String.valueOf(field.getInitExpr()).strip());
        bounds(field, String.valueOf(field.getInitExpr()).strip());
        if (!isUsed(global, field.getFieldName())) {
            add(
                    field.getLine(),
                    "no rule uses the threshold " + field.getFieldName(),
                    "delete it, or compare with " + global + "." + field.getFieldName());
        }
    }

    /** What the compiler would tell of code that nobody has written. */
    private void kind(TypeFieldDescr field, String value) {
        String kind = field.getPattern().getObjectType();
        Pattern allowed = KINDS.get(kind);
        if (allowed == null) {
            add(field.getLine(), field.getFieldName() + " is a " + kind, "declare it double, long or boolean");
        } else if (!allowed.matcher(value).matches()) {
            add(
                    field.getLine(),
                    field.getFieldName() + " is a " + kind + ", and " + value + " is none",
                    kind.equals("long")
                            ? "write a whole number, or declare it double"
                            : kind.equals("double") ? "write a number such as 0.8" : "write true or false");
        }
    }

    private void bounds(TypeFieldDescr field, String value) {
        String bounds = Metadata.text(field, "bounds");
        if (!value.matches(Bounds.NUMBER) || bounds.isEmpty()) {
            return;
        }
        Optional<Bounds> range = Bounds.parse(bounds);
        boolean whole = field.getPattern().getObjectType().equals("long");
        if (range.isEmpty() || (whole && !range.get().areWhole())) {
            add(
                    field.getLine(),
                    "the bounds of " + field.getFieldName() + " are not understood",
                    "write @bounds(\"low..high\"), the lower end first" + (whole ? ", with whole numbers" : ""));
        } else if (!range.get().allow(Double.parseDouble(value))) {
            add(
                    field.getLine(),
                    "the threshold " + field.getFieldName() + " is " + value + ", which is not within its bounds "
                            + bounds,
                    "change its value or its bounds");
        }
    }

    private boolean isUsed(String global, String field) {
        String reader = Character.toUpperCase(field.charAt(0)) + field.substring(1);
        return Pattern.compile("\\b" + global + "\\.(" + Pattern.quote(field) + "\\b|(get|is)" + Pattern.quote(reader)
                        + "\\()")
                .matcher(file.text())
                .find();
    }

    private void add(int line, String sentence, String remedy) {
        findings.add(Finding.error(file.path(), line, "", sentence, remedy));
    }
}
