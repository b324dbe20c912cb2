package io.quantum.governor.engine.rules.evaluate;

import io.quantum.governor.engine.rules.rulebook.limits.LimitRow;
import io.quantum.governor.facts.Answer;
import io.quantum.governor.facts.GateResult;
import io.quantum.governor.facts.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the rules made of one plan's facts.
 *
 * @param answers what every gate said, also those that were not asked
 * @param gates every asked gate's answer, in the order in which gates decide
 * @param conclusions everything that rules inserted
 * @param fired every rule that fired, in order
 * @param limits the rows of limits that counted
 */
public record Evaluation(
        List<Answer> answers,
        List<GateResult> gates,
        List<Object> conclusions,
        List<FiredRule> fired,
        List<LimitRow> limits) {

    /** Refuses an evaluation without exactly one verdict. */
    public Evaluation {
        Conclusions.one(conclusions, Verdict.class);
    }

    /** The one verdict. */
    public Verdict verdict() {
        return one(Verdict.class);
    }

    /** The same, and what other rules concluded from it. */
    Evaluation and(Conclusions more) {
        List<Object> all = new ArrayList<>(conclusions);
        all.addAll(more.all());
        List<FiredRule> rules = new ArrayList<>(fired);
        rules.addAll(more.fired());
        List<LimitRow> rows = new ArrayList<>(limits);
        rows.addAll(more.limits());
        return new Evaluation(answers, gates, all, rules, rows);
    }

    /**
     * The one conclusion of a kind.
     *
     * @throws EvaluationException when there is none, or more than one
     */
    public <T> T one(Class<T> kind) {
        return Conclusions.one(conclusions, kind);
    }

    /**
     * The conclusion of a kind that need not be there.
     *
     * @throws EvaluationException when there is more than one
     */
    public <T> Optional<T> atMostOne(Class<T> kind) {
        return Conclusions.atMostOne(conclusions, kind);
    }
}
