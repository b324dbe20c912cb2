package io.quantum.governor.engine.rules.ruletest;

import com.fasterxml.jackson.databind.JsonNode;
import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.engine.rules.rulebook.RuleFile;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** One file of rule tests, as it is read. */
final class TestFile {
    private static final KnownKeys FILE_KEYS = Scope.KEYS.and("now", "tests");
    private static final KnownKeys TEST_KEYS = Scope.KEYS.and("name", "now", "plan", "expect", "each", "sequence");
    private static final KnownKeys ROW_KEYS = Scope.KEYS.and("now", "plan", "expect");
    private static final List<String> FORMS = List.of("plan", "each", "sequence");
    private static final List<String> ENGINE_FORMS = List.of("expect", "each");
    private static final KnownKeys ENGINE_TEST_KEYS = Scope.KEYS.and("name", "now", "symbol", "expect", "each");
    private static final KnownKeys ENGINE_ROW_KEYS = Scope.KEYS.and("now", "symbol", "expect");

    private final String name;
    private final Part part;
    private final Place place;
    private final Vocabulary vocabulary;
    private final StepReader steps;
    private final JsonNode content;

    /**
     * @param file its path is relative to the folder of tests
     * @param part whose rules it tests
     */
    TestFile(RuleFile file, Part part, Vocabulary vocabulary) {
        this.name = file.path();
        this.part = part;
        this.vocabulary = vocabulary;
        this.steps = new StepReader(vocabulary);
        YamlFile yaml = YamlFile.read(name, file.text());
        this.place = yaml.place();
        this.content = yaml.content();
        FILE_KEYS.checkMapping(place, content);
    }

    /** Those that are asked of the live rulebook too. */
    List<RuleTest> canaries() {
        boolean all = content.path(Scope.CANARY).asBoolean();
        return tests(test -> all || test.findValue(Scope.CANARY) != null).stream()
                .filter(RuleTest::canary)
                .toList();
    }

    List<RuleTest> tests() {
        return tests(test -> true);
    }

    private List<RuleTest> tests(Predicate<JsonNode> wanted) {
        if (place.list(content, "tests").isEmpty()) {
            throw place.fault("there are no tests here");
        }
        Instant now = now(place, content);
        refuseOtherFacts(place, content);
        Scope scope = Scope.outermost(vocabulary.rulebook().kinds()).inside(place, content, vocabulary);
        List<RuleTest> tests = new ArrayList<>();
        for (JsonNode test : content.path("tests")) {
            String sentence = test.path("name").asText("");
            if (sentence.isEmpty()) {
                throw place.at(test)
                        .fault("test " + (tests.size() + 1) + " has no name; say in a sentence what should happen");
            }
            Place inside = place.in("\"" + sentence + "\"").at(test);
            (isEngine() ? ENGINE_TEST_KEYS : TEST_KEYS).checkMapping(inside, test);
            refuseOtherFacts(inside, test);
            if (wanted.test(test)) {
                tests.addAll(cases(
                        inside,
                        sentence,
                        test.has("now") ? now(inside, test) : now,
                        scope.inside(inside, test, vocabulary),
                        test));
            }
        }
        return tests;
    }

    private static Instant now(Place at, JsonNode said) {
        try {
            return Instant.parse(said.path("now").asText(""));
        } catch (DateTimeParseException e) {
            throw at.at(said.path("now")).fault("'now' must be a moment like 2026-01-28T12:00:00Z");
        }
    }

    private List<RuleTest> cases(Place at, String sentence, Instant now, Scope scope, JsonNode test) {
        List<String> forms = isEngine() ? ENGINE_FORMS : FORMS;
        if (forms.stream().filter(test::has).count() != 1) {
            throw at.fault("a test has exactly one of " + forms);
        }
        if (test.has("sequence")) {
            return List.of(new RuleTest(name, part, sentence, "", now, scope, steps.sequence(at, scope, now, test)));
        }
        if (!test.has("each")) {
            return List.of(row(at, sentence, "", now, scope, test));
        }
        List<RuleTest> rows = new ArrayList<>();
        for (JsonNode row : at.list(test, "each")) {
            Place inside = at.in("row " + (rows.size() + 1)).at(row);
            (isEngine() ? ENGINE_ROW_KEYS : ROW_KEYS).checkMapping(inside, row);
            refuseOtherFacts(inside, row);
            Scope inner = scope.inside(inside, row, vocabulary);
            Instant moment = row.has("now") ? now(inside, row) : now;
            rows.add(row(inside, sentence, " [" + (rows.size() + 1) + "] " + StepReader.text(row), moment, inner, row));
        }
        if (rows.isEmpty()) {
            throw at.fault("'each' has no rows");
        }
        return rows;
    }

    private RuleTest row(Place at, String sentence, String row, Instant now, Scope scope, JsonNode said) {
        Step step = isEngine() ? steps.ofEngine(at, scope, now, said, part) : steps.step(at, scope, now, said, 0);
        return new RuleTest(name, part, sentence, row, now, scope, List.of(step));
    }

    /** Refuses what is said of a fact that the rules under test are never given. */
    private void refuseOtherFacts(Place at, JsonNode said) {
        KnownKeys known = FactTree.of(vocabulary.rulebook().kinds(), part);
        if (said.path("facts").isObject()) {
            known.and("extends").checkMapping(at.in("facts"), said.path("facts"));
        }
        for (String list : List.of("drop", "unreadable")) {
            at.list(said, list).forEach(kind -> known.check(at.in(list).at(kind), "fact", kind.asText()));
        }
    }

    private boolean isEngine() {
        return part != Part.PLAN;
    }
}
