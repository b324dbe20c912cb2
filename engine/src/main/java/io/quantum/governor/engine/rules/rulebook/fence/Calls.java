package io.quantum.governor.engine.rules.rulebook.fence;

import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import io.quantum.governor.facts.DeclaredFact;
import io.quantum.governor.facts.ZoneName;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Looks at what an expression calls: methods of facts, readers of thresholds, and four functions of numbers. */
final class Calls {
    private static final Set<String> MATH = new TreeSet<>(Set.of("min", "max", "abs", "round"));
    private static final String PLAIN = "call only what the facts offer, and Math.min, max, abs and round";

    private static final Set<String> ZONES = new TreeSet<>(ZoneId.getAvailableZoneIds());

    private final Expressions expressions;

    Calls(Expressions expressions) {
        this.expressions = expressions;
    }

    Class<?> call(MethodCallExpr call) {
        if (call.getTypeArguments().isPresent()) {
            return expressions.refuse(call, "a rule may not say this", PLAIN);
        }
        List<Class<?>> given = expressions.kinds(call.getArguments());
        Scope scope = expressions.scope;
        if (call.getScope().isEmpty()) {
            return scope.pattern() == Scope.Unknown.class ? refuse(call) : method(call, scope.pattern(), false, given);
        }
        Expression on = call.getScope().get();
        if (on instanceof NameExpr name && !scope.variables().containsKey(name.getNameAsString())) {
            Map<String, Class<?>> thresholds = scope.thresholds().get(name.getNameAsString());
            if (thresholds != null) {
                return thresholdReader(call, name.getNameAsString(), thresholds, given);
            }
            if (name.getNameAsString().equals("Math")) {
                return math(call, given);
            }
            Class<?> imported = scope.imports().get(name.getNameAsString());
            if (imported != null) {
                return method(call, imported, true, given);
            }
            if (Character.isUpperCase(name.getNameAsString().charAt(0))) {
                return refuseType(call, name.getNameAsString());
            }
        }
        Class<?> owner = expressions.kind(on);
        return owner == Scope.Unknown.class ? owner : method(call, owner, false, given);
    }

    private Class<?> refuse(MethodCallExpr call) {
        return expressions.refuse(call, "a rule may not call " + call.getNameAsString() + "()", PLAIN);
    }

    private Class<?> refuseType(MethodCallExpr call, String name) {
        return expressions
                .scope
                .importOf(name)
                .<Class<?>>map(from -> expressions.refuse(call, name + " is not imported", "add: import " + from))
                .orElseGet(() -> expressions.refuse(
                        call, "a rule may not call " + name + "." + call.getNameAsString() + "()", PLAIN));
    }

    private Class<?> math(MethodCallExpr call, List<Class<?>> given) {
        String name = call.getNameAsString();
        int asked = name.equals("min") || name.equals("max") ? 2 : 1;
        if (!MATH.contains(name)) {
            return expressions.refuse(call, "a rule may not call Math." + name + "()", Words.nearest(name, MATH));
        }
        if (given.size() != asked || !given.stream().allMatch(Kinds::isNumber)) {
            return expressions.refuse(
                    call,
                    "Math." + name + " takes " + asked + " of numbers, not " + Kinds.words(given),
                    "give it numbers");
        }
        if (name.equals("round")) {
            return long.class;
        }
        return Kinds.wider(given.get(0), given.get(asked - 1));
    }

    private Class<?> thresholdReader(
            MethodCallExpr call, String global, Map<String, Class<?>> thresholds, List<Class<?>> given) {
        String name = call.getNameAsString();
        if (!name.matches("(get|is)[A-Z].*") || !given.isEmpty()) {
            return expressions.refuse(
                    call, "a rule may only read thresholds", "read one as in " + global + ".getMaxAgeSec()");
        }
        String rest = name.substring(name.startsWith("is") ? 2 : 3);
        return expressions.threshold(
                call, global, thresholds, Character.toLowerCase(rest.charAt(0)) + rest.substring(1));
    }

    private Class<?> method(MethodCallExpr call, Class<?> owner, boolean ofType, List<Class<?>> given) {
        List<Method> all = FactTypes.methods(owner).stream()
                .filter(m -> Modifier.isStatic(m.getModifiers()) == ofType)
                .toList();
        List<Method> named = all.stream()
                .filter(m -> m.getName().equals(call.getNameAsString()))
                .toList();
        if (named.isEmpty()) {
            Set<String> known = new TreeSet<>();
            all.forEach(m -> known.add(m.getName()));
            return expressions.refuse(
                    call,
                    Kinds.word(owner) + " has no " + call.getNameAsString() + "() that a rule may call",
                    known.isEmpty() ? PLAIN : Words.nearest(call.getNameAsString(), known));
        }
        return named.stream()
                .filter(m -> Kinds.accepts(m, given))
                .findFirst()
                .<Class<?>>map(m -> refusesZone(call, m) ? Scope.Unknown.class : m.getReturnType())
                .orElseGet(() -> expressions.refuse(
                        call,
                        call.getNameAsString() + "() is given " + Kinds.words(given),
                        "give it " + Kinds.asked(named)));
    }

    /** A zone is named by a text that is looked up when the rule is evaluated; a misspelt one would fail then. */
    private boolean refusesZone(MethodCallExpr call, Method method) {
        for (int i = 0; i < method.getParameterCount(); i++) {
            boolean zone = method.getParameters()[i].isAnnotationPresent(ZoneName.class);
            if (zone && !(call.getArgument(i) instanceof StringLiteralExpr text && ZONES.contains(text.asString()))) {
                expressions.refuse(
                        call.getArgument(i),
                        Expressions.text(call.getArgument(i)) + " is no time zone",
                        "write one in quotes, such as \"Europe/London\"; "
                                + nearestZone(
                                        Expressions.text(call.getArgument(i)).replace("\"", "")));
                return true;
            }
        }
        return false;
    }

    /** People know the city. */
    private static String nearestZone(String text) {
        String city = "/" + text.replace(' ', '_').toLowerCase(Locale.ROOT);
        return Words.nearest(
                ZONES.stream()
                        .filter(zone -> zone.toLowerCase(Locale.ROOT).endsWith(city))
                        .findFirst()
                        .orElse(text),
                ZONES);
    }

    Class<?> creation(ObjectCreationExpr creation) {
        String name = creation.getType().getNameAsString();
        List<Class<?>> given = expressions.kinds(creation.getArguments());
        boolean plain = creation.getAnonymousClassBody().isEmpty()
                && creation.getScope().isEmpty()
                && creation.getTypeArguments().isEmpty()
                && creation.getType().getScope().isEmpty()
                && creation.getType().getTypeArguments().isEmpty();
        Class<?> type = expressions.scope.imports().get(name);
        if (!plain || expressions.scope.pattern() != Scope.Unknown.class) {
            return expressions.refuse(
                    creation, "a rule may not make this", "make plain facts, and only to insert them");
        }
        if (type == null) {
            return expressions
                    .scope
                    .importOf(name)
                    .<Class<?>>map(
                            from -> expressions.refuse(creation, name + " is not imported", "add: import " + from))
                    .orElseGet(() -> expressions.refuse(
                            creation,
                            "a rule may make facts only, and " + name + " is none",
                            Words.nearest(name, expressions.scope.types())));
        }
        if (DeclaredFact.class.isAssignableFrom(type)) {
            return expressions.refuse(
                    creation,
                    "a rule may not make a " + name + ", which is read of a source",
                    "declare a conclusion with @conclusion, and make that");
        }
        List<Constructor<?>> all = List.of(type.getConstructors());
        if (all.stream().noneMatch(c -> Kinds.accepts(c, given))) {
            return expressions.refuse(
                    creation,
                    "a " + name + " is given " + Kinds.words(given),
                    all.isEmpty() ? "rules can't make it" : "give it " + Kinds.asked(all));
        }
        return type;
    }
}
