package io.quantum.governor.engine.rulebook;

import io.quantum.governor.engine.rulebook.fence.Fault;
import io.quantum.governor.engine.rulebook.fence.Fence;
import io.quantum.governor.engine.rulebook.fence.ParsedFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.internal.builder.InternalKieBuilder;

/** Compiles the files of a rulebook with Drools' executable model; never with the classic builder. */
public final class RulebookCompiler {
    private static final String ROOT = "src/main/resources/governor/rules/";

    private static final KieServices KIE = KieServices.get();

    private RulebookCompiler() {}

    /**
     * Parses and compiles.
     *
     * @param files what {@link RulebookFiles#read} returned
     * @return the rulebook, immutable
     * @throws RulebookException naming file and line of everything that can't be parsed, or what can't be compiled
     */
    public static Rulebook compile(RulebookFiles files) {
        return new Rulebook(files, classes(files).bases());
    }

    /** As {@link #compile}, without the last step. */
    static CompiledRules classes(RulebookFiles files) {
        List<ParsedFile> parsed = files.parsed();
        List<Fault> faults = new ArrayList<>();
        for (ParsedFile file : parsed) {
            faults.addAll(file.faults());
            faults.addAll(Fence.check(file));
        }
        refuse(faults);
        return build(files, parsed);
    }

    private static void refuse(List<Fault> faults) {
        if (!faults.isEmpty()) {
            throw new RulebookException(faults);
        }
    }

    /** Compiles without looking at what the rules say. */
    static CompiledRules build(RulebookFiles files, List<ParsedFile> parsed) {
        Map<String, String> packages = new LinkedHashMap<>();
        parsed.forEach(f -> packages.put(f.path(), f.packageName()));
        KieFileSystem source = KIE.newKieFileSystem().generateAndWritePomXML(CompiledRules.RELEASE);
        files.files().forEach(f -> source.write(ROOT + f.path(), f.text()));
        CompiledRules.writePackages(source, packages);
        KieBuilder builder = ((InternalKieBuilder) KIE.newKieBuilder(source))
                .withKModuleModel(CompiledRules.model(packages))
                .buildAll(ExecutableModelProject.class);
        // Drools holds on to what it has built, for others to find; nobody looks for it there
        KIE.getRepository().removeKieModule(CompiledRules.RELEASE);
        refuse(CompilerSentences.of(builder.getResults(), ROOT, parsed));
        return new CompiledRules((InternalKieModule) builder.getKieModule());
    }
}
