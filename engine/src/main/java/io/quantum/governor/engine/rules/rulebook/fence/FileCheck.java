package io.quantum.governor.engine.rules.rulebook.fence;

import io.quantum.governor.facts.Answers;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.drools.drl.ast.descr.AnnotationDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.GlobalDescr;
import org.drools.drl.ast.descr.ImportDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.TypeDeclarationDescr;
import org.drools.drl.ast.descr.TypeFieldDescr;

/** Looks at what stands around the rules of a file: package, imports, thresholds, globals. */
final class FileCheck {
    private static final Map<String, Class<?>> KINDS =
            Map.of("double", double.class, "long", long.class, "boolean", boolean.class);
    private static final Set<String> METADATA = Set.of("unit", "bounds", "inclusive", "env");
    private static final String VALUE = "-?[0-9]+(\\.[0-9]+)?([eE]-?[0-9]+)?|true|false";

    /** A package of the facts or of a library would open what is not public there. */
    private static final String PACKAGE = "governor(\\.[a-z][a-z0-9]*)+|[a-z][a-z0-9]*";

    private final ParsedFile file;
    private final PackageDescr content;
    private final Faults faults;
    private final Map<String, Class<?>> imports = new TreeMap<>();
    private final Map<String, Map<String, Class<?>>> types = new TreeMap<>();
    private final Map<String, Map<String, Class<?>>> thresholds = new TreeMap<>();
    private final Map<String, Class<?>> variables = new TreeMap<>();
    private final Map<String, Class<?>> facts;
    private final Map<String, Class<?>> own;

    /**
     * @param facts every fact that the rulebook declares, by its simple name
     * @param own what this file declares, by its simple name
     */
    FileCheck(ParsedFile file, Map<String, Class<?>> facts, Map<String, Class<?>> own, Faults faults) {
        this.facts = facts;
        this.own = own;
        this.file = file;
        this.content = file.content();
        this.faults = faults;
    }

    /** Looks at everything but the rules; returns what the rules may name. */
    Scope check() {
        if (!content.getName().matches(PACKAGE)) {
            refuse(1, "the package " + content.getName() + " is not allowed", "name it governor. and the file's path");
        }
        refuseBackslashes();
        none(content.getFunctions(), "functions are", "write the formula in the rule");
        none(content.getFunctionImports(), "imported functions are", "write the formula in the rule");
        none(content.getAccumulateImports(), "accumulate functions are", "write the formula in the rule");
        none(content.getEnumDeclarations(), "declared enums are", "compare texts");
        none(content.getEntryPointDeclarations(), "entry points are", "match the facts as they are");
        none(content.getWindowDeclarations(), "windows are", "match the facts as they are");
        none(content.getAttributes(), "attributes are", "leave them out; rules are disjoint and need no order");
        if (content.getUnit() != null) {
            refuse(1, "rule units are not allowed", "leave the unit out");
        }
        content.getImports().forEach(this::imported);
        content.getTypeDeclarations().forEach(this::declared);
        content.getGlobals().forEach(this::global);
        return new Scope(imports, thresholds, facts, variables, Scope.Unknown.class);
    }

    /** Java reads an escape anywhere, also in a comment, before anybody looks at what is allowed. */
    private void refuseBackslashes() {
        List<String> lines = file.text().lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains("\\")) {
                refuse(i + 1, "a backslash is not allowed", "leave it out");
            }
        }
    }

    private void none(Collection<? extends BaseDescr> found, String what, String remedy) {
        found.forEach(f -> refuse(f.getLine(), what + " not allowed", remedy));
    }

    private void imported(ImportDescr imported) {
        String target = imported.getTarget();
        String simple = target.substring(target.lastIndexOf('.') + 1);
        Optional<Class<?>> type =
                target.equals(FactTypes.PACKAGE + simple) ? FactTypes.named(simple) : Optional.empty();
        Class<?> declared = facts.get(simple);
        if (type.isPresent()) {
            imports.put(simple, type.get());
        } else if (declared != null && target.equals(DeclaredRecord.FACTS + "." + simple)) {
            imports.put(simple, declared);
        } else if (target.startsWith(DeclaredRecord.FACTS + ".")) {
            refuse(
                    lineOf(imported, target),
                    "no file declares the fact '" + simple + "'",
                    facts.isEmpty() ? "declare it with @fact" : Words.nearest(simple, facts.keySet()));
        } else if (target.equals(FactTypes.PACKAGE + "*")) {
            refuse(
                    lineOf(imported, target),
                    "import each fact by its name",
                    "write one line for each, " + FactTypes.PACKAGE + "Plan");
        } else if (target.startsWith(FactTypes.PACKAGE)) {
            refuse(
                    lineOf(imported, target),
                    "there is no fact '" + simple + "'",
                    Words.nearest(simple, FactTypes.names()));
        } else {
            refuse(
                    lineOf(imported, target),
                    "a rule may not use " + target,
                    "import facts only, " + FactTypes.PACKAGE + "... or " + DeclaredRecord.FACTS + "...");
        }
    }

    private int lineOf(BaseDescr descr, String text) {
        List<String> lines = file.text().lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("import") && lines.get(i).contains(text)) {
                return i + 1;
            }
        }
        return descr.getLine();
    }

    private void declared(TypeDeclarationDescr declared) {
        if (Declarations.isOne(declared)) {
            // what is wrong with it has been told already, and then it may be anything
            imports.put(declared.getTypeName(), own.getOrDefault(declared.getTypeName(), Scope.Unknown.class));
            return;
        }
        if (!declared.getSuperTypes().isEmpty() || declared.isTrait()) {
            refuse(declared.getLine(), "thresholds may not extend anything", "leave 'extends' out");
        }
        for (AnnotationDescr annotation : declared.getAnnotations()) {
            if (!annotation.getName().equals("thresholds") || annotation.hasValue()) {
                refuse(
                        declared.getLine(),
                        "@" + annotation.getName() + " is not allowed here",
                        "declare thresholds with @thresholds, a fact with @fact, a conclusion with @conclusion");
            }
        }
        if (declared.getAnnotation("thresholds") == null) {
            refuse(
                    declared.getLine(),
                    declared.getTypeName() + " does not say what it is",
                    "write @thresholds, @fact(\"...\") or @conclusion below 'declare'");
        }
        Map<String, Class<?>> fields = new TreeMap<>();
        declared.getFields().forEach((name, field) -> fields.put(name, threshold(name, field)));
        types.put(declared.getTypeName(), fields);
    }

    private Class<?> threshold(String name, TypeFieldDescr field) {
        String kind = field.getPattern().getObjectType();
        if (!KINDS.containsKey(kind)) {
            refuse(field.getLine(), "the threshold " + name + " is a " + kind, "make it a double, a long or a boolean");
        }
        if (field.getInitExpr() == null || !field.getInitExpr().strip().matches(VALUE)) {
            refuse(
                    field.getLine(),
                    "the threshold " + name + " has no plain value",
                    "write a number, true or false after =");
        }
        for (AnnotationDescr annotation : field.getAnnotations()) {
            if (!METADATA.contains(annotation.getName())) {
                refuse(
                        field.getLine(),
                        "@" + annotation.getName() + " is not known",
                        Words.nearest(annotation.getName(), METADATA));
            } else if (annotation.isDuplicated()) {
                refuse(
                        field.getLine(),
                        "the threshold " + name + " has @" + annotation.getName() + " twice",
                        "take one away");
            } else if (!Metadata.isPlainText(annotation)) {
                refuse(
                        field.getLine(),
                        "@" + annotation.getName() + " is not a text",
                        "write @" + annotation.getName() + "(\"...\")");
            }
        }
        Class<?> type = KINDS.get(kind);
        return type == null ? Scope.Unknown.class : type;
    }

    private void global(GlobalDescr global) {
        Map<String, Class<?>> fields = types.get(global.getType());
        if (fields != null) {
            thresholds.put(global.getIdentifier(), fields);
        } else if (imports.get(global.getType()) == Answers.class
                && global.getIdentifier().equals("answers")) {
            variables.put("answers", Answers.class);
        } else if (global.getType().equals("Answers") && !imports.containsKey("Answers")) {
            refuse(global.getLine(), "Answers is not imported", "add: import " + Answers.class.getName());
            variables.put("answers", Answers.class);
        } else {
            refuse(
                    global.getLine(),
                    "the global " + global.getType() + " " + global.getIdentifier() + " is not allowed",
                    "have globals for this file's thresholds, and 'global Answers answers'");
        }
    }

    private void refuse(int line, String sentence, String remedy) {
        faults.add(line, "", sentence, remedy);
    }
}
