package io.quantum.governor.engine.serve.status;

import io.quantum.governor.engine.rules.evaluate.Evaluator;
import io.quantum.governor.facts.Answer;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.Portfolio;
import io.quantum.governor.facts.Position;
import io.quantum.governor.facts.Unavailable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How much is used of the limits that are kept for the whole portfolio. No list says which these are: they are the ones that
 * the rules measure when the portfolio is known, and can't measure when it is not.
 *
 * @param limits those that the rules have measured
 * @param unknown why others could not be, by their gates; by an empty name when the rules came to no end
 */
public record PortfolioUsed(List<LimitsUsed.Limit> limits, Map<String, String> unknown) {

    /** @param loaded the facts of a plan that opens a position */
    @SuppressWarnings("IllegalCatch") // rules that come to no end here cost the symbols nothing
    static PortfolioUsed of(Evaluator evaluator, List<Fact> loaded) {
        try {
            Set<String> gates = measured(evaluator, with(loaded, new Portfolio(Position.EXCHANGE, 0, 0, 0)));
            gates.removeAll(
                    measured(evaluator, with(loaded, Unavailable.missing(Portfolio.class, "asked without it"))));
            Map<String, Answer> now = answers(evaluator, loaded);
            List<LimitsUsed.Limit> limits = new ArrayList<>();
            Map<String, String> unknown = new TreeMap<>();
            for (String gate : gates) {
                Optional<Answer> answer = Optional.ofNullable(now.get(gate));
                answer.filter(Answer::measured)
                        .ifPresentOrElse(
                                a -> limits.add(LimitsUsed.Limit.of(a)),
                                () -> unknown.put(
                                        gate,
                                        answer.map(Answer::reason).orElse("the rules do not answer for the gate")));
            }
            return new PortfolioUsed(limits, unknown);
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            return new PortfolioUsed(List.of(), Map.of("", LimitsUsed.noEnd(e)));
        }
    }

    private static List<Fact> with(List<Fact> loaded, Fact portfolio) {
        List<Fact> facts = new ArrayList<>(loaded);
        facts.removeIf(fact -> fact instanceof Portfolio
                || (fact instanceof Unavailable u && u.fact().equals(Fact.nameOf(Portfolio.class))));
        facts.add(portfolio);
        return facts;
    }

    private static Set<String> measured(Evaluator evaluator, List<Fact> facts) {
        return answers(evaluator, facts).values().stream()
                .filter(Answer::measured)
                .map(Answer::gate)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static Map<String, Answer> answers(Evaluator evaluator, List<Fact> facts) {
        return evaluator.evaluate(facts).answers().stream()
                .collect(Collectors.toMap(Answer::gate, Function.identity(), (one, other) -> one));
    }
}
