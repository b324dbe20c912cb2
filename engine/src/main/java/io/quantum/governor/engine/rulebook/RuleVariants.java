package io.quantum.governor.engine.rulebook;

import io.quantum.governor.engine.rulebook.DrlWords.Word;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.drools.model.Model;
import org.drools.model.Rule;
import org.drools.model.impl.ModelImpl;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.conf.KieBaseMutabilityOption;

/**
 * Rulebooks that differ from one another in one rule. Their rules are compiled together, as further rules of their files;
 * each rulebook then takes one of them in place of the rule that it varies. Safe for use by several threads.
 */
public final class RuleVariants {
    private static final String NAME = "variant ";

    private final RulebookFiles files;
    private final Rulebook original;
    private final List<Variant> variants;
    private final Map<Part, Collection<Model>> models;

    /**
     * Another form of a rule.
     *
     * @param file its rule file's path
     * @param rule its name
     * @param text all of it, from its first to its last word
     */
    public record Variant(String file, String rule, String text) {}

    private RuleVariants(
            RulebookFiles files, Rulebook original, List<Variant> variants, Map<Part, Collection<Model>> models) {
        this.files = files;
        this.original = original;
        this.variants = variants;
        this.models = models;
    }

    /**
     * Compiles.
     *
     * @param files the rulebook's files
     * @param original the compiled rulebook
     * @throws RulebookException when any of the variants can't be compiled
     */
    public static RuleVariants compile(RulebookFiles files, Rulebook original, List<Variant> variants) {
        List<RuleFile> all = files.files().stream()
                .map(file -> new RuleFile(file.path(), withVariants(file, variants)))
                .toList();
        RulebookFiles varied = new RulebookFiles(files.manifest(), all);
        // the original rules were looked at, and a variant says nothing that they don't
        CompiledRules compiled = RulebookCompiler.build(varied, varied.parsed());
        return new RuleVariants(files, original, List.copyOf(variants), compiled.models());
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
        Map<Part, KieBase> bases = new EnumMap<>(Part.class);
        models.forEach((part, ofPart) -> bases.put(
                part, part.evaluates(variant.file()) ? base(ofPart, NAME + index, variant) : original.base(part)));
        return new Rulebook(files, bases);
    }

    private static KieBase base(Collection<Model> models, String name, Variant variant) {
        List<Model> chosen = new ArrayList<>();
        for (Model model : models) {
            boolean varied = model.getRules().stream().anyMatch(r -> r.getName().equals(name));
            ModelImpl copy = new ModelImpl(model.getName());
            model.getGlobals().forEach(copy::addGlobal);
            model.getTypeMetaDatas().forEach(copy::addTypeMetaData);
            for (Rule rule : model.getRules()) {
                if (rule.getName().equals(name)) {
                    copy.addRule(new Renamed(rule, variant.rule()));
                } else if (!rule.getName().startsWith(NAME)
                        && !(varied && rule.getName().equals(variant.rule()))) {
                    copy.addRule(rule);
                }
            }
            chosen.add(copy);
        }
        var configuration = KieServices.get().newKieBaseConfiguration();
        configuration.setOption(KieBaseMutabilityOption.DISABLED);
        return KieBaseBuilder.createKieBaseFromModel(chosen, configuration);
    }
}
