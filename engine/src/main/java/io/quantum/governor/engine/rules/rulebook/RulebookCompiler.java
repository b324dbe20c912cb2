package io.quantum.governor.engine.rules.rulebook;

import io.quantum.governor.engine.rules.rulebook.fence.Fault;
import io.quantum.governor.engine.rules.rulebook.fence.Fence;
import io.quantum.governor.engine.rules.rulebook.fence.ParsedFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.drools.model.Model;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.ReleaseId;
import org.kie.api.builder.model.KieModuleModel;
import org.kie.internal.builder.InternalKieBuilder;
import org.kie.internal.builder.conf.ExternaliseCanonicalModelLambdaOption;

/**
 * Compiles the files of a rulebook with Drools' executable model; never with the classic builder. A file that a rulebook
 * in memory has too, or that is kept compiled, is not compiled again.
 */
public final class RulebookCompiler {
    private static final String ROOT = "src/main/resources/governor/rules/";
    private static final String CLASS = ".class";

    private static final KieServices KIE = KieServices.get();
    private static final ReleaseId RELEASE = KIE.newReleaseId("governor", "rulebook", "1");

    private RulebookCompiler() {}

    /**
     * Parses and compiles.
     *
     * @param files what {@link RulebookFiles#read} returned
     * @return the rulebook, immutable
     * @throws RulebookException naming file and line of everything that can't be parsed, or what can't be compiled
     */
    public static Rulebook compile(RulebookFiles files) {
        return compile(files, KeptRules.ofLauncher());
    }

    /** @param kept where compiled rule files are kept; empty when they are not */
    static Rulebook compile(RulebookFiles files, Optional<KeptRules> kept) {
        refuse(files.limits().faults());
        Map<RuleFile, Model> models = new HashMap<>();
        for (RuleFile file : files.files()) {
            CompiledFiles.find(file)
                    .or(() -> kept.flatMap(k -> k.load(file)))
                    .ifPresent(model -> models.put(file, model));
        }
        Map<RuleFile, ParsedFile> others = new LinkedHashMap<>();
        files.files().stream()
                .filter(f -> !models.containsKey(f))
                .forEach(f -> others.put(f, ParsedFile.of(f.path(), f.text())));
        refuse(sharedPackages(files.files(), models, others));
        if (!others.isEmpty()) {
            Map<RuleFile, RuleClasses> classes = classes(others);
            classes.forEach((file, made) -> models.put(file, made.load()));
            kept.ifPresent(k -> k.keep(classes));
        }
        CompiledFiles.remember(models);
        Map<RuleFile, Model> inOrder = new LinkedHashMap<>();
        files.files().forEach(file -> inOrder.put(file, Objects.requireNonNull(models.get(file))));
        return new Rulebook(files, inOrder);
    }

    /** A hyphen may be all that two paths of one package differ in. */
    private static List<Fault> sharedPackages(
            List<RuleFile> files, Map<RuleFile, Model> compiled, Map<RuleFile, ParsedFile> parsed) {
        List<Fault> faults = new ArrayList<>();
        Map<String, String> places = new HashMap<>();
        for (RuleFile file : files) {
            ParsedFile other = parsed.get(file);
            String name =
                    other == null ? Objects.requireNonNull(compiled.get(file)).getPackageName() : other.packageName();
            String before = places.putIfAbsent(name, file.path());
            if (before != null && (other == null || other.faults().isEmpty())) {
                faults.add(new Fault(
                        file.path(), 1, "", "its package is that of " + before, "give each file a package of its own"));
            }
        }
        return faults;
    }

    private static Map<RuleFile, RuleClasses> classes(Map<RuleFile, ParsedFile> files) {
        List<Fault> faults = new ArrayList<>();
        for (ParsedFile file : files.values()) {
            faults.addAll(file.faults());
            faults.addAll(Fence.check(file));
        }
        refuse(faults);
        return build(List.copyOf(files.keySet()), List.copyOf(files.values()));
    }

    private static void refuse(List<Fault> faults) {
        if (!faults.isEmpty()) {
            throw new RulebookException(faults);
        }
    }

    /**
     * Compiles without looking at what the rules say.
     *
     * @param parsed the same files; each has a package of its own
     */
    static Map<RuleFile, RuleClasses> build(List<RuleFile> files, List<ParsedFile> parsed) {
        KieFileSystem source = KIE.newKieFileSystem().generateAndWritePomXML(RELEASE);
        files.forEach(f -> source.write(ROOT + f.path(), f.text()));
        KieBuilder builder = ((InternalKieBuilder) KIE.newKieBuilder(source))
                .withKModuleModel(module())
                .buildAll(ExecutableModelProject.class);
        // Drools holds on to what it has built, for others to find; nobody looks for it there
        KIE.getRepository().removeKieModule(RELEASE);
        refuse(CompilerSentences.of(builder.getResults(), ROOT, parsed));
        InternalKieModule module = (InternalKieModule) builder.getKieModule();
        Map<RuleFile, RuleClasses> classes = new LinkedHashMap<>();
        for (int i = 0; i < files.size(); i++) {
            classes.put(files.get(i), classes(module, parsed.get(i).packageName()));
        }
        return classes;
    }

    private static RuleClasses classes(InternalKieModule module, String packageName) {
        String folder = packageName.replace('.', '/') + "/";
        Map<String, byte[]> byName = new HashMap<>();
        for (String file : module.getFileNames()) {
            if (file.startsWith(folder) && file.endsWith(CLASS) && file.indexOf('/', folder.length()) < 0) {
                String name = file.substring(0, file.length() - CLASS.length()).replace('/', '.');
                byName.put(name, module.getBytes(file));
            }
        }
        return new RuleClasses(byName);
    }

    /** As an object: a kmodule.xml would need another library of Drools. */
    private static KieModuleModel module() {
        KieModuleModel module = KIE.newKieModuleModel();
        // conditions stay in their rule's class; a class for each would take the compiler half a second more
        module.setConfigurationProperty(ExternaliseCanonicalModelLambdaOption.PROPERTY_NAME, "false");
        module.newKieBaseModel("rules").addPackage("*");
        return module;
    }
}
