package io.quantum.governor.engine.rules.rulebook.fence;

import io.quantum.governor.loaders.WireNumber;
import io.quantum.governor.loaders.WireSwitch;
import io.quantum.governor.loaders.declared.DeclaredField;
import io.quantum.governor.loaders.declared.FactSource;
import io.quantum.governor.loaders.declared.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;
import org.drools.drl.ast.descr.AnnotationDescr;
import org.drools.drl.ast.descr.TypeFieldDescr;

/**
 * One field of a declaration, as a component of a record.
 *
 * @param name the component's
 * @param type {@code double}, {@code long}, {@code boolean} or {@code String}
 * @param way the field of the source, or the way into one that holds JSON; of a conclusion the name
 * @param said what stands behind it, by the word after the {@code @}
 * @param line where it stands
 * @param fact whether it is a fact's
 */
record RecordComponentSource(String name, String type, String way, Map<String, String> said, int line, boolean fact) {
    private static final Map<String, String> TYPES =
            Map.of("double", "double", "long", "long", "boolean", "boolean", "String", "java.lang.String");
    private static final Set<String> TEXTS =
            new TreeSet<>(Set.of("field", "ageOf", "unit", "bounds", "words", "default"));
    private static final String UPPER_CASE = "upperCase";

    /** What money and quantities are measured in; they are rounded to eight decimals. */
    private static final Set<String> MONEY = Set.of("USD", "base asset");

    /** What a component of a record can't be called; the last two would hide the packages that the record names. */
    private static final Set<String> TAKEN = Set.of(
            "clone", "finalize", "getClass", "hashCode", "notify", "notifyAll", "toString", "wait", "io", "java");

    static RecordComponentSource of(TypeFieldDescr field, boolean fact, Faults faults) {
        String name = field.getFieldName();
        String type = field.getPattern().getObjectType();
        Map<String, String> said = field.getAnnotations().stream()
                .collect(Collectors.toMap(
                        AnnotationDescr::getName, a -> Metadata.text(field, a.getName()), (a, b) -> a));
        String way = said.getOrDefault("ageOf", said.getOrDefault("field", name));
        RecordComponentSource component = new RecordComponentSource(name, type, way, said, field.getLine(), fact);
        component.check(field, faults);
        return component;
    }

    private void check(TypeFieldDescr field, Faults faults) {
        if (!name.matches("[a-z][A-Za-z0-9]{0,60}") || TAKEN.contains(name) || SourceVersion.isKeyword(name)) {
            faults.add(line, "", "'" + name + "' is no name of a field", "write words together: budgetUsd");
        }
        if (!TYPES.containsKey(type)) {
            faults.add(line, "", name + " is a " + type, "declare it double, long, boolean or String");
        }
        if (field.getInitExpr() != null) {
            faults.add(line, "", name + " has a value", "write @default(\"...\") for what a missing field means");
        }
        for (AnnotationDescr annotation : field.getAnnotations()) {
            annotation(annotation, faults);
            if (annotation.isDuplicated()) {
                faults.add(line, "", "@" + annotation.getName() + " stands twice at " + name, "keep one of them");
            }
        }
        if (said.containsKey("ageOf") && !type.equals("long")) {
            faults.add(line, "", name + " is an age and a " + type, "declare it long: an age is whole seconds");
        }
        if (said.containsKey("ageOf") && said.containsKey("field")) {
            faults.add(line, "", name + " has both @field and @ageOf", "leave @field out");
        }
        values(faults);
    }

    private void annotation(AnnotationDescr annotation, Faults faults) {
        Set<String> known = fact ? TEXTS : Set.of("unit");
        boolean flag = fact && annotation.getName().equals(UPPER_CASE);
        if (!known.contains(annotation.getName()) && !flag) {
            faults.add(
                    line, "", "@" + annotation.getName() + " is not known", Words.nearest(annotation.getName(), known));
        } else if (flag ? annotation.hasValue() : !Metadata.isPlainText(annotation)) {
            faults.add(
                    line,
                    "",
                    "@" + annotation.getName() + " can't be read",
                    "write @" + annotation.getName() + (flag ? " alone" : "(\"...\")"));
        }
    }

    private void values(Faults faults) {
        boolean number = !type.equals("boolean") && !type.equals("String");
        if (said.containsKey("bounds")
                && (!number || Bounds.parse(said.get("bounds")).isEmpty())) {
            faults.add(
                    line,
                    "",
                    "the bounds of " + name + " are not understood",
                    "write @bounds(\"low..high\") at a number, the lower end first");
        }
        if (said.containsKey("bounds") && type.equals("long") && !limits().areWhole()) {
            faults.add(line, "", name + " is a whole number, and its bounds are none", "write whole numbers");
        }
        if (said.containsKey("words") && !areWords()) {
            faults.add(
                    line,
                    "",
                    "the words of " + name + " are not understood",
                    "write @words(\"ONE OTHER\") at a String, with blanks between the words");
        }
        if (said.containsKey(UPPER_CASE) && words().stream().anyMatch(w -> !w.equals(w.toUpperCase(Locale.ROOT)))) {
            faults.add(
                    line,
                    "",
                    "the words of " + name + " can never come, for it is taken in capital letters",
                    "write them in capital letters, or leave @upperCase out");
        }
        if (said.keySet().containsAll(Set.of("ageOf", "default", "bounds"))) {
            faults.add(
                    line,
                    "",
                    name + " is an age with bounds, and its default a time that will not keep them",
                    "leave @default out: without the time nobody knows the age, and the fact is missing");
        }
        if (said.containsKey(UPPER_CASE) && !type.equals("String")) {
            faults.add(line, "", name + " is a " + type + ", which has no capitals", "leave @upperCase out");
        }
        if (said.containsKey("default") && TYPES.containsKey(type) && !isAllowed(said.get("default"))) {
            faults.add(
                    line,
                    "",
                    "the default of " + name + " is '" + said.get("default")
                            + "', which the field itself does not allow",
                    "give one of its type, within its bounds and words");
        }
    }

    private boolean isAllowed(String text) {
        return switch (type) {
            case "boolean" -> WireSwitch.parse(text).isPresent();
            case "String" ->
                text.length() <= DeclaredField.LONGEST_TEXT && (words().isEmpty() || words().contains(text));
            default -> {
                var number = WireNumber.finite(text);
                yield number.isPresent()
                        && limits().allow(number.getAsDouble())
                        && (type.equals("double") || number.getAsDouble() == Math.rint(number.getAsDouble()));
            }
        };
    }

    /** Refuses a field that the source can't have. */
    void checkAgainst(FactSource source, Faults faults) {
        String first = way.split("\\.", 2)[0];
        if (way.contains(".") && isFlat(source, first)) {
            faults.add(line, "", "nothing stands inside " + first + " of " + name, "write @field(\"" + first + "\")");
        }
        if (source instanceof FactSource.OfRedis redis && redis.type().equals(FactSource.OfRedis.STRING)) {
            only(first, faults, Row.VALUE);
        } else if (source instanceof FactSource.OfGauge) {
            only(first, faults, Row.VALUE, Row.SNAPSHOT);
        } else if (source instanceof FactSource.OfRedis redis && redis.isList() && !first.matches("[0-9]{1,2}")) {
            only(first, faults, Row.SIZE);
        }
        if (!way.matches(FactSource.WAY)) {
            faults.add(
                    line, "", "'" + way + "' is no field", "use letters, digits, _ - : and . for what stands in JSON");
        }
    }

    /** Whether the source's field is a number or a text and can hold no JSON. */
    private static boolean isFlat(FactSource source, String field) {
        if (source instanceof FactSource.OfExchange exchange) {
            return exchange.isFlat();
        }
        return source instanceof FactSource.OfGauge
                || (source instanceof FactSource.OfRedis redis && redis.isList() && field.equals(Row.SIZE));
    }

    private void only(String first, Faults faults, String... known) {
        if (!Arrays.asList(known).contains(first)) {
            String list = Arrays.asList(known).contains(Row.SIZE) ? ", or the number of an entry, 0 for the first" : "";
            faults.add(
                    line,
                    "",
                    "the source of " + name + " has no field '" + first + "'",
                    "write @field(\"" + String.join("\") or @field(\"", known) + "\")" + list);
        }
    }

    private boolean areWords() {
        return type.equals("String")
                && !words().isEmpty()
                && words().stream().allMatch(word -> word.matches("[\\p{L}\\p{N}_.:+-]+"));
    }

    private List<String> words() {
        return said.containsKey("words")
                ? Arrays.stream(said.get("words").strip().split("\\s+"))
                        .filter(w -> !w.isEmpty())
                        .toList()
                : List.of();
    }

    private Bounds limits() {
        return Bounds.parse(said.getOrDefault("bounds", ""))
                .orElse(
                        type.equals("long")
                                ? new Bounds(Long.MIN_VALUE, Long.MAX_VALUE)
                                : new Bounds(-Double.MAX_VALUE, Double.MAX_VALUE));
    }

    /** The component in Java. */
    String component() {
        return (fact ? annotation() + " " : "") + TYPES.getOrDefault(type, type) + " " + name;
    }

    private String annotation() {
        List<String> parts = new ArrayList<>();
        parts.add("value = \"" + way + "\"");
        if (said.containsKey("ageOf")) {
            parts.add("aged = true");
        }
        if (said.containsKey(UPPER_CASE)) {
            parts.add("upperCase = true");
        }
        if (said.containsKey("default")) {
            parts.add("otherwise = {\"" + said.get("default") + "\"}");
        }
        if (said.containsKey("words")) {
            parts.add("words = {\"" + String.join("\", \"", words()) + "\"}");
        }
        for (String text : List.of("unit", "bounds")) {
            if (said.containsKey(text)) {
                parts.add(text + " = \"" + said.get(text) + "\"");
            }
        }
        return "@io.quantum.governor.facts.FieldOf(" + String.join(", ", parts) + ")";
    }

    /** What the record's constructor does about it. */
    String check() {
        String label = "\"" + (way.equals(name) ? name : way + " (" + name + ")") + "\"";
        String check = "io.quantum.governor.facts.FieldCheck.";
        Bounds limits = limits();
        return switch (type) {
            case "double" ->
                assigned(check + (MONEY.contains(said.getOrDefault("unit", "")) ? "money" : "number") + "(" + label
                        + ", " + name + ", " + limits.least() + ", " + limits.most() + ")");
            case "long" ->
                said.containsKey("bounds")
                        ? assigned(check + "whole(" + label + ", " + name + ", " + (long) limits.least() + "L, "
                                + (long) limits.most() + "L)")
                        : "";
            case "String" ->
                (said.containsKey(UPPER_CASE) ? assigned(name + ".toUpperCase(java.util.Locale.ROOT)") : "")
                        + (words().isEmpty()
                                ? ""
                                : assigned(check + "word(" + label + ", " + name + ", \""
                                        + String.join("\", \"", words()) + "\")"));
            default -> "";
        };
    }

    private String assigned(String expression) {
        return "        " + name + " = " + expression + ";\n";
    }
}
