package io.quantum.governor.engine.rules.rulebook.fence;

import io.quantum.governor.loaders.declared.FactSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drools.drl.ast.descr.AnnotationDescr;
import org.drools.drl.ast.descr.TypeDeclarationDescr;

/** Makes records of what a rule file declares besides thresholds: facts and conclusions. */
public final class Declarations {
    static final String FACT = "fact";
    static final String CONCLUSION = "conclusion";
    private static final String SEVERAL = "several";

    /** A record's constructor takes no more. */
    private static final int MOST_FIELDS = 100;

    private static final Pattern FIELD = Pattern.compile("(?<![\\w@.$])([A-Za-z_]\\w*)\\s*:");

    private static final Set<String> OF_FACT = Set.of(FACT, "version", "owner");

    private final ParsedFile file;
    private final Faults faults;
    private final List<DeclaredRecord> records = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

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
        return isFact(declared) || isConclusion(declared);
    }

    public static boolean isFact(TypeDeclarationDescr declared) {
        return declared.getAnnotation(FACT) != null;
    }

    public static boolean isConclusion(TypeDeclarationDescr declared) {
        return declared.getAnnotation(CONCLUSION) != null;
    }

    /** Whether a plan can have several of this conclusion. */
    private static boolean isSeveral(TypeDeclarationDescr declared) {
        return isConclusion(declared) && Metadata.text(declared, CONCLUSION).equals(SEVERAL);
    }

    private void read(TypeDeclarationDescr declared) {
        int before = faults.all().size();
        boolean fact = isFact(declared);
        head(declared, fact);
        String source = fact ? Metadata.text(declared, FACT) : "";
        fieldsOnce(declared);
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
                    Metadata.text(declared, "version"),
                    Metadata.text(declared, "owner"),
                    javaPackage,
                    java(declared, javaPackage, source, components),
                    declared.getLine(),
                    declared.getEndLine()));
        }
    }

    private void head(TypeDeclarationDescr declared, boolean fact) {
        String name = declared.getTypeName();
        if (!name.matches("[A-Z][A-Za-z0-9]{1,60}")) {
            refuse(declared, "'" + name + "' is no name", "write words together, each with a capital: VenueHealth");
        } else if (FactTypes.named(name).isPresent() || isOfJava(name)) {
            refuse(declared, "every rulebook has a " + name + " already", "give it another name");
        } else if (!names.add(name)) {
            refuse(declared, name + " is declared a second time", "give it another name, or delete it");
        }
        if (!declared.getSuperTypes().isEmpty() || declared.isTrait()) {
            refuse(declared, name + " may not extend anything", "leave 'extends' out");
        }
        for (AnnotationDescr annotation : declared.getAnnotations()) {
            boolean known = fact
                    ? OF_FACT.contains(annotation.getName()) && Metadata.isPlainText(annotation)
                    : annotation.getName().equals(CONCLUSION) && (!annotation.hasValue() || isSeveral(declared));
            if (!known) {
                refuse(
                        declared,
                        "@" + annotation.getName() + " can't stand here like this",
                        fact
                                ? "write @fact(\"" + FactSource.FORMS.split(", ", 3)[1] + "\") @version(\"1.0.0\") "
                                        + "@owner(\"risk\")"
                                : "write @conclusion alone, or @conclusion(\"" + SEVERAL
                                        + "\") when a plan can have several");
            }
        }
        if (fact && declared.getFields().isEmpty()) {
            refuse(
                    declared,
                    "the fact " + name + " has no fields",
                    "write one, such as ageSec : long @ageOf(\"timestamp\")");
        }
    }

    /** What a condition would mean when it says so without a package. */
    private static boolean isOfJava(String name) {
        return Stream.of("java.lang.", "java.util.").anyMatch(prefix -> {
            try {
                Class.forName(prefix + name, false, Declarations.class.getClassLoader());
                return true;
            } catch (ClassNotFoundException e) {
                return false;
            }
        });
    }

    /** The parser keeps only the last of several fields of one name. */
    private void fieldsOnce(TypeDeclarationDescr declared) {
        String text = file.text()
                .lines()
                .limit(declared.getEndLine())
                .skip(declared.getLine() - 1L)
                .map(line -> Remarks.without(line).replaceAll("\"[^\"]*\"", ""))
                .collect(Collectors.joining("\n"));
        Set<String> seen = new HashSet<>();
        FIELD.matcher(text).results().forEach(field -> {
            if (!seen.add(field.group(1)) && declared.getFields().containsKey(field.group(1))) {
                int above = (int) text.substring(0, field.end())
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
                faults.add(
                        declared.getLine() + above,
                        "",
                        "the field " + field.group(1) + " is declared a second time",
                        "delete one of the two");
            }
        });
        if (declared.getFields().size() > MOST_FIELDS) {
            refuse(
                    declared,
                    declared.getTypeName() + " has " + declared.getFields().size() + " fields",
                    "declare at most " + MOST_FIELDS + " in one, and the others in another");
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

    private static String java(
            TypeDeclarationDescr declared, String javaPackage, String source, List<RecordComponentSource> components) {
        String name = declared.getTypeName();
        boolean fact = !source.isEmpty();
        return "package " + javaPackage + ";\n"
                + (fact ? "@io.quantum.governor.facts.ReadFrom(\"" + source + "\")\n" : "")
                + "public record " + name
                + components.stream().map(RecordComponentSource::component).collect(Collectors.joining(", ", "(", ")"))
                + " implements io.quantum.governor.facts."
                + (fact ? "DeclaredFact" : isSeveral(declared) ? "DeclaredConclusion.Several" : "DeclaredConclusion")
                + " {\n"
                + "    public " + name + " {\n"
                + components.stream().map(RecordComponentSource::check).collect(Collectors.joining())
                + "    }\n}\n";
    }

    private void refuse(TypeDeclarationDescr declared, String sentence, String remedy) {
        faults.add(declared.getLine(), "", sentence, remedy);
    }
}
