package io.quantum.governor.engine.rules.rulebook;

import io.quantum.governor.engine.rules.rulebook.DrlWords.Word;
import io.quantum.governor.engine.rules.rulebook.fence.ParsedFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.drools.model.Model;
import org.drools.model.Rule;
import org.drools.model.impl.ModelImpl;

/**
 * Rulebooks that differ from one another in one rule. Their rules are compiled together, as further rules of their files;
 * each rulebook then takes one of them in place of the rule that it varies. Safe for use by several threads.
 */
public final class RuleVariants {
    private static final String NAME = "variant ";

    private final Rulebook original;
    private final List<Variant> variants;
    private final Map<RuleFile, Model> models;

    /**
     * Another form of a rule.
     *
     * @param file its rule file's path
     * @param rule its name
     * @param text all of it, from its first to its last word
     */
    public record Variant(String file, String rule, String text) {}

    private RuleVariants(Rulebook original, List<Variant> variants, Map<RuleFile, Model> models) {
        this.original = original;
        this.variants = variants;
        this.models = models;
    }

    /**
     * Compiles.
     *
     * @param files the rulebook's files
     * @param original the same files, compiled
     * @throws RulebookException when any of the variants can't be compiled
     */
    public static RuleVariants compile(RulebookFiles files, Rulebook original, List<Variant> variants) {
        List<RuleFile> varied = files.files().stream()
                .filter(file -> variants.stream().anyMatch(v -> v.file().equals(file.path())))
                .toList();
        List<RuleFile> withVariants = varied.stream()
                .map(file -> new RuleFile(file.path(), withVariants(file, variants)))
                .toList();
        // the original rules were looked at, and a variant says nothing that they don't
        Map<RuleFile, RuleClasses> classes = RulebookCompiler.build(
                withVariants,
                withVariants.stream()
                        .map(f -> ParsedFile.of(f.path(), f.text()))
                        .toList(),
                RulebookCompiler.declared(files.files()));
        Map<RuleFile, Model> models = new HashMap<>();
        for (int i = 0; i < varied.size(); i++) {
            models.put(
                    varied.get(i),
                    Objects.requireNonNull(classes.get(withVariants.get(i)))
                            .load(original.types().of(varied.get(i))));
        }
        return new RuleVariants(original, List.copyOf(variants), models);
    }

    private static String withVariants(RuleFile file, List<Variant> variants) {
        StringBuilder text = new StringBuilder(file.text());
        for (int i = 0; i < variants.size(); i++) {
            Variant variant = variants.get(i);
            if (variant.file().equals(file.path())) {
                Word name = DrlWords.of(variant.text()).get(1);
                text.append("\nrule \"").append(NAME).append(i).append('"');
                text.append(variant.text().substring(name.end())).append('\n');
            }
        }
        return text.toString();
    }

    /**
     * The rulebook in which one rule is another.
     *
     * @param index the variant's place in the list that was compiled
     */
    public Rulebook rulebook(int index) {
        Variant variant = variants.get(index);
        return models.entrySet().stream()
                .filter(file -> file.getKey().path().equals(variant.file()))
                .map(file -> original.with(file.getKey(), chosen(file.getValue(), NAME + index, variant)))
                .findFirst()
                .orElseThrow();
    }

    private static Model chosen(Model model, String name, Variant variant) {
        ModelImpl copy = new ModelImpl(model.getName());
        model.getGlobals().forEach(copy::addGlobal);
        model.getTypeMetaDatas().forEach(copy::addTypeMetaData);
        for (Rule rule : model.getRules()) {
            if (rule.getName().equals(name)) {
                copy.addRule(new Renamed(rule, variant.rule()));
            } else if (!rule.getName().startsWith(NAME) && !rule.getName().equals(variant.rule())) {
                copy.addRule(rule);
            }
        }
        return copy;
    }
}
