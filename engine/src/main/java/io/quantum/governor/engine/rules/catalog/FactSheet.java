package io.quantum.governor.engine.rules.catalog;

import io.quantum.governor.engine.rules.rulebook.DeclaredTypes;
import io.quantum.governor.engine.rules.rulebook.FactKinds;
import io.quantum.governor.engine.rules.rulebook.RuleFile;
import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.RulebookFiles;
import io.quantum.governor.engine.rules.rulebook.fence.Declarations;
import io.quantum.governor.engine.rules.rulebook.fence.DeclaredRecord;
import io.quantum.governor.engine.rules.rulebook.fence.ParsedFile;
import io.quantum.governor.facts.DeclaredFact;
import io.quantum.governor.facts.FieldOf;
import io.quantum.governor.facts.ReadFrom;
import io.quantum.governor.loaders.declared.DeclaredField;
import io.quantum.governor.loaders.declared.FactDeclaration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A fact that a rulebook declares.
 *
 * @param fact its name in rules, {@code PortfolioBudget}
 * @param meaning the comment above its declaration
 * @param file the rule file that declares it
 * @param version of the declaration
 * @param owner who stands for it
 * @param source where it is read, in the words of the declaration
 * @param fields its fields
 * @param readBy the rule files that ask for it
 */
public record FactSheet(
        String fact,
        String meaning,
        String file,
        String version,
        String owner,
        String source,
        List<Field> fields,
        List<String> readBy) {

    /**
     * One of its fields.
     *
     * @param name in rules
     * @param type {@code double}, {@code long}, {@code boolean} or {@code String}
     * @param of of what it is read, {@code budget_usd} or {@code age of timestamp}
     * @param unit what it is measured in; empty when that goes without saying
     * @param allowed the numbers or words that are allowed; empty for any
     * @param otherwise what it is when there is no such field, in quotes; empty when the fact is missing then
     */
    public record Field(String name, String type, String of, String unit, String allowed, String otherwise) {
        static Field of(DeclaredField field) {
            FieldOf of = field.of();
            return new Field(
                    field.name(),
                    field.type().getSimpleName(),
                    of.aged() ? "age of " + of.value() : of.value(),
                    of.aged() ? "s" : of.unit(),
                    of.words().length > 0 ? String.join(" ", of.words()) : of.bounds(),
                    of.otherwise().length > 0 ? "\"" + of.otherwise()[0] + "\"" : "");
        }
    }

    /** Every fact that a rulebook declares, by name. */
    public static List<FactSheet> of(RulebookFiles files, Rulebook rulebook) {
        DeclaredTypes types = rulebook.types();
        Map<String, ParsedFile> declaring = new LinkedHashMap<>();
        files.parsed().stream()
                .filter(file -> types.places().containsValue(file.path()))
                .forEach(file -> declaring.put(file.path(), file));
        List<FactSheet> sheets = new ArrayList<>();
        types.facts().forEach((name, type) -> {
            ParsedFile file = Objects.requireNonNull(
                    declaring.get(Objects.requireNonNull(types.places().get(name))));
            sheets.add(of(file, type.asSubclass(DeclaredFact.class), readers(files, type)));
        });
        return sheets;
    }

    private static FactSheet of(ParsedFile file, Class<? extends DeclaredFact> type, List<String> readBy) {
        String name = type.getSimpleName();
        DeclaredRecord declared = Declarations.of(file).records().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        return new FactSheet(
                name,
                comment(file, declared.line() - 1),
                file.path(),
                declared.version(),
                declared.owner(),
                type.getAnnotation(ReadFrom.class).value(),
                FactDeclaration.of(type).fields().stream().map(Field::of).toList(),
                readBy);
    }

    private static List<String> readers(RulebookFiles files, Class<?> type) {
        return files.files().stream()
                .filter(RuleFile::hasRules)
                .filter(file -> FactKinds.names(file, type))
                .map(RuleFile::path)
                .toList();
    }

    /** What stands directly above a line, or above the package when nothing does. */
    private static String comment(ParsedFile file, int above) {
        int line = above;
        while (line > 0 && file.line(line).isBlank()) {
            line--;
        }
        if (file.line(line).startsWith("package")) {
            line--;
        }
        List<String> comment = new ArrayList<>();
        while (line > 0 && file.line(line).startsWith("//")) {
            comment.add(0, file.line(line).substring(2).strip());
            line--;
        }
        return comment.stream().filter(text -> !text.isEmpty()).collect(Collectors.joining(" "));
    }
}
