package io.quantum.governor.engine.rules.rulebook;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.drools.drl.ast.descr.AnnotationDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.ast.descr.TypeDeclarationDescr;
import org.drools.drl.ast.descr.TypeFieldDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsParserException;
import org.jspecify.annotations.Nullable;
import org.kie.internal.builder.conf.LanguageLevelOption;

/** A rule file as its author wrote it: what stands in it, and where. */
public final class RuleSource {
    private final RuleFile file;
    private final PackageDescr parsed;

    private RuleSource(RuleFile file, PackageDescr parsed) {
        this.file = file;
        this.parsed = parsed;
    }

    /**
     * Parses the files of a rulebook.
     *
     * @param files files that compile
     * @throws RulebookException when a file can't be parsed
     */
    public static List<RuleSource> of(RulebookFiles files) {
        return files.files().stream().map(RuleSource::of).toList();
    }

    private static RuleSource of(RuleFile file) {
        DrlParser parser = new DrlParser(LanguageLevelOption.DRL6);
        try {
            @Nullable PackageDescr parsed = parser.parse(false, file.text());
            if (parsed != null && parser.getErrors().isEmpty()) {
                return new RuleSource(file, parsed);
            }
        } catch (DroolsParserException e) {
            throw new RulebookException(file.path() + ": " + e.getMessage());
        }
        throw new RulebookException(file.path() + ": can't be parsed");
    }

    /** The file, relative to the rulebook's directory: {@code gates/kill-score.drl}. */
    public String path() {
        return file.path();
    }

    /** The file's name without folder and ending: {@code kill-score}. */
    public String stem() {
        return path().substring(path().lastIndexOf('/') + 1).replaceAll("\\.drl$", "");
    }

    /** Its whole text. */
    public String text() {
        return file.text();
    }

    /** Its rules in the order of the file; their offsets count from the text's start. */
    public List<RuleDescr> rules() {
        return parsed.getRules();
    }

    /** The text of a rule's consequence begins here. */
    public int consequenceStart(RuleDescr rule) {
        return text().lastIndexOf(consequence(rule), rule.getEndCharacter());
    }

    /** A rule's consequence, without the spaces around it. */
    public String consequence(RuleDescr rule) {
        return rule.getConsequence().toString().strip();
    }

    /** What an annotation of a rule says; empty when the rule has none of that name. */
    public static String annotation(RuleDescr rule, String name) {
        @Nullable AnnotationDescr annotation = rule.getAnnotation(name);
        return annotation == null ? "" : String.valueOf(annotation.getSingleValueStripped());
    }

    /** The line that holds an offset, counted from 1. */
    public int line(int offset) {
        return 1
                + (int) text().substring(0, offset)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }

    /** The line of each threshold that is declared here, by its qualified name. */
    public Map<String, Integer> thresholdLines() {
        Map<String, Integer> lines = new LinkedHashMap<>();
        for (TypeDeclarationDescr type : parsed.getTypeDeclarations()) {
            if (type.getAnnotation("thresholds") != null) {
                for (TypeFieldDescr field : type.getFields().values()) {
                    lines.put(ThresholdSet.nameOf(type.getTypeName()) + "." + field.getFieldName(), field.getLine());
                }
            }
        }
        return lines;
    }
}
