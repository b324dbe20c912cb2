package io.quantum.governor.engine.rulebook;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsParserException;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;
import org.kie.api.builder.Results;
import org.kie.api.conf.KieBaseMutabilityOption;
import org.kie.api.runtime.KieContainer;
import org.kie.internal.builder.conf.LanguageLevelOption;

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
        String faults =
                files.files().stream().flatMap(f -> parseErrors(f).stream()).collect(Collectors.joining("\n"));
        if (!faults.isEmpty()) {
            throw new RulebookException(faults);
        }
        return new Rulebook(files.manifest(), files.digest(), build(files));
    }

    private static List<String> parseErrors(RuleFile file) {
        DrlParser parser = new DrlParser(LanguageLevelOption.DRL6);
        try {
            parser.parse(false, file.text());
        } catch (DroolsParserException e) {
            return List.of(file.path() + ": " + e.getMessage());
        }
        return parser.getErrors().stream()
                .map(e -> file.path() + ":" + (e.getLines().length > 0 ? e.getLines()[0] : 1) + ": " + e.getMessage())
                .toList();
    }

    private static KieBase build(RulebookFiles files) {
        ReleaseId release =
                KIE.newReleaseId("governor", "rulebook", UUID.randomUUID().toString());
        KieFileSystem source = KIE.newKieFileSystem().generateAndWritePomXML(release);
        files.files().forEach(f -> source.write(ROOT + f.path(), f.text()));
        KieBuilder builder = KIE.newKieBuilder(source).buildAll(ExecutableModelProject.class);
        try {
            refuseErrors(builder.getResults());
            KieContainer container = KIE.newKieContainer(release);
            var configuration = KIE.newKieBaseConfiguration();
            configuration.setOption(KieBaseMutabilityOption.DISABLED);
            return container.newKieBase(configuration);
        } finally {
            KIE.getRepository().removeKieModule(release);
        }
    }

    private static void refuseErrors(Results results) {
        List<Message> errors = results.getMessages(Message.Level.ERROR);
        if (!errors.isEmpty()) {
            throw new RulebookException(errors.stream()
                    .map(m -> m.getPath().replace(ROOT, "") + ": " + m.getText())
                    .distinct()
                    .collect(Collectors.joining("\n")));
        }
    }
}
