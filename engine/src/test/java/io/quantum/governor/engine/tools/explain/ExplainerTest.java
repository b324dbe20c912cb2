package io.quantum.governor.engine.tools.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.record.audit.RecordReader;
import io.quantum.governor.engine.record.audit.RecordedDecision;
import io.quantum.governor.engine.rules.rulebook.RecordedFact;
import io.quantum.governor.engine.rules.rulebook.RulebookCompiler;
import io.quantum.governor.engine.rules.rulebook.RulebookFiles;
import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import io.quantum.governor.engine.testing.TestRules;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.KillSwitch;
import io.quantum.governor.facts.Position;
import io.quantum.governor.facts.Unavailable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A recorded decision in sentences. */
final class ExplainerTest {
    private static final RulebookTexts TEXTS = TestRules.with(Map.of()).texts();
    private static final Explainer KNOWS_THE_RULES =
            new Explainer(new RulebookShelf(List.of(recorded -> Optional.of(FoundRulebook.of(TEXTS)))));
    private static final Explainer KNOWS_NO_RULES =
            new Explainer(new RulebookShelf(List.of(recorded -> Optional.empty())));

    @Test
    void a_record_of_the_older_schema_is_told_gate_by_gate() {
        Explanation told = explain(KNOWS_THE_RULES, ofTheseRules());

        assertThat(told.notes()).isEmpty();
        assertThat(told.verdict().sentence())
                .isEqualTo(
                        "Plan p4 (PARTIAL_50 BTCUSDT) was blocked by gate 3, burst: burst_limit_exceeded, 2 against a"
                                + " limit of 2."
                                + " It would have been blocked anyway by gate 5, daily-limits (daily_limit_exceeded).");
        assertThat(told.rulebook().released()).startsWith("its owner is risk; changed in this version: ");
        assertThat(told.notAsked()).contains("gate 4, order-notional");
        Explanation.Gate burst = gate(told, "burst");
        assertThat(burst.sentence())
                .isEqualTo("blocked the plan, burst_limit_exceeded: 2 against a limit of 2 permits (burst.maxPer5Min),"
                        + " exactly at it");
        assertThat(burst.fired()).containsExactly("burst: block when the window is full");
        assertThat(burst.notFired()).hasSize(2);
        assertThat(gate(told, "kill-score").measured())
                .containsExactly(new Explanation.Measured(0.2, 0.8, 0.6, "score", "killScore.critical", ""));
        assertThat(gate(told, "daily-limits").measured())
                .containsExactly(
                        new Explanation.Measured(0.03, 0.02, -0.01, "base asset", "dailyLimits.maxQtyBase", ""));
    }

    @Test
    void each_fact_is_told_with_its_age_and_source_and_an_unavailable_one_with_where_it_was_looked_for() {
        Explanation told = explain(KNOWS_THE_RULES, ofTheseRules());

        assertThat(gate(told, "plan-age").judged()).singleElement().satisfies(plan -> {
            assertThat(plan.age()).isEqualTo("12 s old");
            assertThat(plan.source()).isEqualTo("the plan's entry 1795290176865-0");
        });
        assertThat(gate(told, "kill-switch").judged())
                .containsExactly(new Explanation.Judged(
                        "kill switch", "on no", "no timestamp", "quantum:kill and quantum:global:kill_switch"));
        // what was concluded leads back to the facts that it was concluded from
        assertThat(gate(told, "position-to-close").judged())
                .anySatisfy(order -> assertThat(order.source())
                        .contains("plan 12 s old", "position missing (quantum:position:snapshot:BTCUSDT)"));
    }

    @Test
    void without_its_rulebook_all_that_the_record_tells_is_told_and_what_is_missing_is_said() {
        Explanation told = explain(KNOWS_NO_RULES, older());

        assertThat(told.notes())
                .singleElement()
                .asString()
                .contains("9ae36823b82a", "could not be found", "which rules did not fire", "--rules DIR");
        assertThat(gate(told, "burst").sentence()).contains("blocked the plan", "2 against a limit of 2");
        assertThat(gate(told, "burst").judged()).isNotEmpty();
        assertThat(gate(told, "burst").notFired()).isEmpty();
        assertThat(ExplanationText.of(told)).contains("fired  block when the window is full");
    }

    @Test
    void a_record_that_its_own_rulebook_contradicts_is_told_as_perhaps_altered() {
        ObjectNode altered = ofTheseRules();
        ((ObjectNode) altered.at("/facts/8/executions")).set("agesSec", Json.MAPPER.createArrayNode());

        assertThat(explain(KNOWS_THE_RULES, altered).notes())
                .singleElement()
                .asString()
                .contains("BLOCK daily_limit_exceeded", "altered", "governor audit verify");
    }

    @Test
    void another_rulebook_with_the_same_version_is_not_taken_for_the_one_that_decided() {
        ObjectNode other = ofTheseRules();
        ((ObjectNode) other.get("rulebook")).put("digest", "0".repeat(64));
        assertThat(explain(KNOWS_THE_RULES, other).notes())
                .singleElement()
                .asString()
                .contains("could not be found");
    }

    @Test
    void a_plan_that_no_rule_judged_is_told_with_what_was_wrong() {
        ObjectNode malformed = ofTheseRules();
        malformed
                .put("reason", "malformed_plan")
                .put("detail", "qty: 'x' is not a number")
                .put("gate", "");
        malformed.remove(List.of("facts", "conclusions", "gates", "fired", "evaluation_us"));

        assertThat(explain(KNOWS_THE_RULES, malformed).verdict().sentence())
                .isEqualTo("Plan p4 (PARTIAL_50 BTCUSDT) was blocked before any rule was asked, with the reason"
                        + " malformed_plan: qty: 'x' is not a number.");
        malformed.put("reason", "evaluation_error").put("detail", "gate burst answered twice");
        assertThat(explain(KNOWS_THE_RULES, malformed).verdict().sentence())
                .contains(
                        "because the rules came to no usable end, which is never a permit: gate burst answered twice");
        ((ObjectNode) malformed.get("plan")).remove("plan_id");
        malformed.put("outcome", "DEAD_LETTER").put("reason", "").put("detail", "no usable plan_id");
        assertThat(explain(KNOWS_THE_RULES, malformed).verdict().sentence())
                .isEqualTo("An entry of the plan stream, 1795290176865-0, became a dead letter: no usable plan_id.");
    }

    @Test
    void of_rules_that_came_to_no_end_nothing_is_claimed() {
        ObjectNode failed = ofTheseRules();
        failed.put("reason", "evaluation_error")
                .put("detail", "gate burst answered twice")
                .put("gate", "");
        failed.remove(List.of("conclusions", "gates", "fired", "evaluation_us"));

        Explanation told = explain(KNOWS_THE_RULES, failed);

        assertThat(told.gates()).isEmpty();
        assertThat(told.steps()).isEmpty();
        assertThat(told.notes()).isEmpty();
    }

    @Test
    void every_kind_of_fact_has_a_source() {
        RecordedDecision decision = RecordReader.read(Json.bytes(older()));
        FactSources sources = new FactSources(
                decision, Optional.of(TestRules.with(Map.of()).rulebook().kinds()));
        assertThat(Fact.KINDS.keySet())
                .filteredOn(kind -> !kind.equals(RecordedFact.UNAVAILABLE))
                .allMatch(FactSources::isKnown);
        assertThat(sources.of(recorded(new KillSwitch(true)))).contains("quantum:kill");
        assertThat(sources.of(recorded(new Position(Position.EXCHANGE, 1, 1, 1))))
                .isEqualTo("the exchange");
        assertThat(sources.of(recorded(Unavailable.missing(Position.class, "somewhere"))))
                .isEqualTo("somewhere");
    }

    @Test
    void the_source_of_a_declared_fact_is_the_one_of_its_declaration() {
        RecordedDecision decision = RecordReader.read(Json.bytes(older()));
        FactSources sources = new FactSources(
                decision, Optional.of(TestRules.with(Map.of()).rulebook().kinds()));

        assertThat(List.of("killScore", "portfolioBudget", "budgetViolation", "lastPermit", "portfolioHeat"))
                .extracting(kind -> sources.of(new RecordedFact(kind, Json.MAPPER.createObjectNode())))
                .containsExactly(
                        "the plan's entry 1795290176865-0",
                        "quantum:portfolio:budget:BTCUSDT",
                        "quantum:stream:budget.violation",
                        "quantum:governor:last_exec:BTCUSDT",
                        "the gauge p26_heat_value");
        assertThat(new FactSources(decision, Optional.empty())
                        .of(new RecordedFact("killScore", Json.MAPPER.createObjectNode())))
                .isEmpty();
    }

    @Test
    void another_rulebook_is_laid_beside_with_what_differs() {
        Map<String, String> texts = new TreeMap<>(TEXTS.byPath());
        texts.computeIfPresent(
                "gates/burst.drl", (path, text) -> text.replace("maxPer5Min : long = 2 ", "maxPer5Min : long = 5 "));
        RulebookTexts other = new RulebookTexts("other", new TreeMap<>(texts));

        Against against = Against.of(
                RecordReader.read(Json.bytes(ofTheseRules())), RulebookCompiler.compile(RulebookFiles.of(other)));

        assertThat(against.verdict())
                .isEqualTo(new Against.Change("verdict", "BLOCK burst_limit_exceeded", "BLOCK daily_limit_exceeded"));
        assertThat(against.gates())
                .filteredOn(Against.Change::differs)
                .containsExactly(new Against.Change(
                        "gate 3, burst", "BLOCK burst_limit_exceeded, 2 against 2", "PASS, 2 against 5"));
        assertThat(against.thresholds())
                // the record is older than some thresholds
                .filteredOn(change -> !change.before().equals("none"))
                .containsExactly(new Against.Change("burst.maxPer5Min", "2", "5"));
        assertThat(AgainstText.of(against))
                .containsPattern("\\* +verdict")
                .containsPattern("\\* +gate 3, burst")
                .contains("Threshold burst.maxPer5Min: 2 then, 5 there.");
    }

    private static RecordedFact recorded(Fact fact) {
        return new RecordedFact(Fact.nameOf(fact.getClass()), Json.MAPPER.valueToTree(fact));
    }

    private static Explanation.Gate gate(Explanation told, String name) {
        return told.gates().stream()
                .filter(gate -> gate.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Explanation explain(Explainer explainer, ObjectNode record) {
        FoundRecord found = new FoundRecord(RecordReader.read(Json.bytes(record)), "a test");
        return explainer.explain(found, List.of(found));
    }

    /** The record as if the rules as they are now had decided. */
    private static ObjectNode ofTheseRules() {
        ObjectNode record = older();
        ((ObjectNode) record.get("rulebook"))
                .put("digest", RulebookFiles.of(TEXTS).digest())
                .set("overrides", Json.MAPPER.createArrayNode());
        return record;
    }

    private static ObjectNode older() {
        try (InputStream in = Objects.requireNonNull(RecordReader.class.getResourceAsStream("schema-1.json"))) {
            return (ObjectNode) Json.MAPPER.readTree(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
