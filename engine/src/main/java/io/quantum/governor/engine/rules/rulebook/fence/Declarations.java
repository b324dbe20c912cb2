package io.quantum.governor.engine.rules.rulebook.fence;

import io.quantum.governor.loaders.declared.FactSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.drools.drl.ast.descr.AnnotationDescr;
import org.drools.drl.ast.descr.TypeDeclarationDescr;

/** Makes records of what a rule file declares besides thresholds: facts and conclusions. */
public final class Declarations {
    static final String FACT = "fact";
    static final String CONCLUSION = "conclusion";
    private static final Set<String> OF_FACT = Set.of(FACT, "version", "owner");

    private final ParsedFile file;
    private final Faults faults;
    private final List<DeclaredRecord> records = new ArrayList<>();

    private Declarations(ParsedFile file, Faults faults) {
        this.file = file;
        this.faults = faults;
    }

    /**
     * What a file declares.
     *
     * @param records of each declaration in which nothing is wrong
     * @param faults what is wrong in the others
     */
    public record Found(List<DeclaredRecord> records, List<Fault> faults) {}

    /** Looks at the declarations of a file that could be parsed. */
    public static Found of(ParsedFile file) {
        Faults faults = new Faults(file.path());
        Declarations declarations = new Declarations(file, faults);
        file.content().getTypeDeclarations().stream()
                .filter(Declarations::isOne)
                .forEach(declarations::read);
        return new Found(List.copyOf(declarations.records), faults.all());
    }

    /** Whether it declares a fact or a conclusion. */
    static boolean isOne(TypeDeclarationDescr declared) {
        return declared.getAnnotation(FACT) != null || declared.getAnnotation(CONCLUSION) != null;
    }

    private void read(TypeDeclarationDescr declared) {
        int before = faults.all().size();
        boolean fact = declared.getAnnotation(FACT) != null;
        head(declared, fact);
        String source = fact ? Metadata.text(declared, FACT) : "";
        List<RecordComponentSource> components = declared.getFields().values().stream()
                .map(field -> RecordComponentSource.of(field, fact, faults))
                .toList();
        if (fact) {
            source(declared, source, components);
        }
        if (faults.all().size() == before) {
            String javaPackage = fact ? DeclaredRecord.FACTS : file.packageName();
            records.add(new DeclaredRecord(
                    declared.getTypeName(),
                    fact,
                    javaPackage,
                    java(declared.getTypeName(), javaPackage, source, components),
                    declared.getLine(),
                    declared.getEndLine()));
        }
    }

    private void head(TypeDeclarationDescr declared, boolean fact) {
        String name = declared.getTypeName();
        if (!name.matches("[A-Z][A-Za-z0-9]{1,60}")) {
            refuse(declared, "'" + name + "' is no name", "write words together, each with a capital: VenueHealth");
        } else if (FactTypes.named(name).isPresent()) {
            refuse(declared, "every rulebook has a " + name + " already", "give it another name");
        }
        if (!declared.getSuperTypes().isEmpty() || declared.isTrait()) {
            refuse(declared, name + " may not extend anything", "leave 'extends' out");
        }
        for (AnnotationDescr annotation : declared.getAnnotations()) {
            boolean known = fact
                    ? OF_FACT.contains(annotation.getName()) && Metadata.isPlainText(annotation)
                    : annotation.getName().equals(CONCLUSION) && !annotation.hasValue();
            if (!known) {
                refuse(
                        declared,
                        "@" + annotation.getName() + " can't stand here like this",
                        fact
                                ? "write @fact(\"" + FactSource.FORMS.split(", ", 3)[1] + "\") @version(\"1.0.0\") "
                                        + "@owner(\"risk\")"
                                : "write @conclusion alone, without brackets");
            }
        }
        if (fact && declared.getFields().isEmpty()) {
            refuse(
                    declared,
                    "the fact " + name + " has no fields",
                    "write one, such as ageSec : long @ageOf(\"timestamp\")");
        }
    }

    private void source(TypeDeclarationDescr declared, String words, List<RecordComponentSource> components) {
        try {
            FactSource source = FactSource.parse(words);
            components.forEach(component -> component.checkAgainst(source, faults));
        } catch (IllegalArgumentException e) {
            String[] told = String.valueOf(e.getMessage()).split("; ", 2);
            refuse(declared, told[0], told[told.length - 1]);
        }
    }

    private static String java(String name, String javaPackage, String source, List<RecordComponentSource> components) {
        boolean fact = !source.isEmpty();
        return "package " + javaPackage + ";\n"
                + (fact ? "@io.quantum.governor.facts.ReadFrom(\"" + source + "\")\n" : "")
                + "public record " + name
                + components.stream().map(RecordComponentSource::component).collect(Collectors.joining(", ", "(", ")"))
                + " implements io.quantum.governor.facts." + (fact ? "DeclaredFact" : "DeclaredConclusion") + " {\n"
                + "    public " + name + " {\n"
                + components.stream().map(RecordComponentSource::check).collect(Collectors.joining())
                + "    }\n}\n";
    }

    private void refuse(TypeDeclarationDescr declared, String sentence, String remedy) {
        faults.add(declared.getLine(), "", sentence, remedy);
    }
}
