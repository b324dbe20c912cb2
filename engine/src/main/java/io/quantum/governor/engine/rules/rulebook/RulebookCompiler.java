package io.quantum.governor.engine.rules.rulebook;

import io.quantum.governor.engine.rules.rulebook.fence.Declarations;
import io.quantum.governor.engine.rules.rulebook.fence.DeclaredRecord;
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
import java.util.Set;
import java.util.stream.Collectors;
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

    /**
     * One at a time: two compilers beside each other want the memory of both. A declared type was once lost where two may
     * have run, for a reason that is not known.
     *
     * @param kept where compiled rule files are kept; empty when they are not
     */
    static synchronized Rulebook compile(RulebookFiles files, Optional<KeptRules> kept) {
        refuse(files.limits().faults());
        DeclaredTypes types = DeclaredTypes.of(files.files(), kept);
        List<RuleUnit> units = files.files().stream()
                .filter(RuleFile::hasRules)
                .map(file -> RuleUnit.of(file, types))
                .toList();
        Map<RuleUnit, Model> models = new HashMap<>();
        for (RuleUnit unit : units) {
            CompiledFiles.find(unit)
                    .or(() -> kept.flatMap(k -> k.load(unit)))
                    .ifPresent(model -> models.put(unit, model));
        }
        Map<RuleUnit, ParsedFile> others = new LinkedHashMap<>();
        units.stream()
                .filter(u -> !models.containsKey(u))
                .forEach(u ->
                        others.put(u, ParsedFile.of(u.file().path(), u.file().text())));
        refuse(sharedPackages(units, models, others));
        refuse(declaredAlone(files.files(), types));
        if (!others.isEmpty()) {
            Map<RuleUnit, RuleClasses> classes = classes(others, files.files(), types);
            classes.forEach((unit, made) -> models.put(unit, made.load(unit.declared())));
            kept.ifPresent(k -> k.keep(classes));
        }
        CompiledFiles.remember(models);
        Map<RuleFile, Model> inOrder = new LinkedHashMap<>();
        units.forEach(unit -> inOrder.put(unit.file(), Objects.requireNonNull(models.get(unit))));
        return new Rulebook(files, types, inOrder);
    }

    /** What is wrong in declarations, and in files that hold nothing else, which no compiler sees. */
    private static List<Fault> declaredAlone(List<RuleFile> files, DeclaredTypes types) {
        List<Fault> faults = new ArrayList<>(types.faults());
        files.stream()
                .filter(file -> !file.hasRules() && types.own(file.path()).isEmpty())
                .forEach(file ->
                        faults.addAll(ParsedFile.of(file.path(), file.text()).faults()));
        return faults;
    }

    /** A hyphen may be all that two paths of one package differ in. */
    private static List<Fault> sharedPackages(
            List<RuleUnit> units, Map<RuleUnit, Model> compiled, Map<RuleUnit, ParsedFile> parsed) {
        List<Fault> faults = new ArrayList<>();
        Map<String, String> places = new HashMap<>();
        for (RuleUnit unit : units) {
            ParsedFile other = parsed.get(unit);
            String name =
                    other == null ? Objects.requireNonNull(compiled.get(unit)).getPackageName() : other.packageName();
            String before = places.putIfAbsent(name, unit.file().path());
            if (before != null && (other == null || other.faults().isEmpty())) {
                faults.add(new Fault(
                        unit.file().path(),
                        1,
                        "",
                        "its package is that of " + before,
                        "give each file a package of its own"));
            }
        }
        return faults;
    }

    private static Map<RuleUnit, RuleClasses> classes(
            Map<RuleUnit, ParsedFile> units, List<RuleFile> all, DeclaredTypes types) {
        List<Fault> faults = new ArrayList<>();
        units.forEach((unit, file) -> {
            faults.addAll(file.faults());
            faults.addAll(Fence.check(file, types.facts(), types.own(file.path())));
        });
        refuse(faults);
        Map<RuleFile, RuleClasses> built =
                build(units.keySet().stream().map(RuleUnit::file).toList(), List.copyOf(units.values()), declared(all));
        Map<RuleUnit, RuleClasses> classes = new LinkedHashMap<>();
        units.keySet().forEach(unit -> classes.put(unit, Objects.requireNonNull(built.get(unit.file()))));
        return classes;
    }

    /** The records of everything that files declare, as the compiler needs them. */
    static List<DeclaredRecord> declared(List<RuleFile> files) {
        return files.stream()
                .filter(DeclaredTypes::declares)
                .flatMap(file -> Declarations.of(ParsedFile.of(file.path(), file.text())).records().stream())
                .toList();
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
     * @param declared the records that they may name
     */
    static Map<RuleFile, RuleClasses> build(
            List<RuleFile> files, List<ParsedFile> parsed, List<DeclaredRecord> declared) {
        KieFileSystem source = KIE.newKieFileSystem().generateAndWritePomXML(RELEASE);
        parsed.forEach(f -> source.write(ROOT + f.path(), f.withoutDeclarations()));
        declared.forEach(d -> source.write(RecordClasses.path(d), d.source()));
        Set<String> records = declared.stream().map(DeclaredRecord::className).collect(Collectors.toSet());
        KieBuilder builder = ((InternalKieBuilder) KIE.newKieBuilder(source))
                .withKModuleModel(module())
                .buildAll(ExecutableModelProject.class);
        // Drools holds on to what it has built, for others to find; nobody looks for it there
        KIE.getRepository().removeKieModule(RELEASE);
        refuse(CompilerSentences.of(builder.getResults(), ROOT, parsed));
        InternalKieModule module = (InternalKieModule) builder.getKieModule();
        Map<RuleFile, RuleClasses> classes = new LinkedHashMap<>();
        for (int i = 0; i < files.size(); i++) {
            classes.put(files.get(i), classes(module, parsed.get(i).packageName(), records));
        }
        return classes;
    }

    private static RuleClasses classes(InternalKieModule module, String packageName, Set<String> records) {
        String folder = packageName.replace('.', '/') + "/";
        Map<String, byte[]> byName = new HashMap<>();
        for (String file : module.getFileNames()) {
            if (file.startsWith(folder) && file.endsWith(CLASS) && file.indexOf('/', folder.length()) < 0) {
                String name = file.substring(0, file.length() - CLASS.length()).replace('/', '.');
                if (!records.contains(name)) {
                    byName.put(name, module.getBytes(file));
                }
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
