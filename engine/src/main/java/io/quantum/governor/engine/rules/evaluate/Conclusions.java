package io.quantum.governor.engine.rules.evaluate;

import io.quantum.governor.engine.rules.rulebook.limits.LimitRow;
import java.util.List;
import java.util.Optional;

/**
 * What the rules of an engine made of one symbol's facts.
 *
 * @param all everything that rules inserted, in order
 * @param fired every rule that fired, in order
 * @param limits the rows of limits that counted
 */
public record Conclusions(List<Object> all, List<FiredRule> fired, List<LimitRow> limits) {

    /**
     * The one conclusion of a kind.
     *
     * @throws EvaluationException when there is none, or more than one
     */
    public <T> T one(Class<T> kind) {
        return one(all, kind);
    }

    /**
     * The conclusion of a kind that need not be there.
     *
     * @throws EvaluationException when there is more than one
     */
    public <T> Optional<T> atMostOne(Class<T> kind) {
        return atMostOne(all, kind);
    }

    /** Every conclusion of a kind, in order. */
    public <T> List<T> every(Class<T> kind) {
        return all.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    static <T> T one(List<Object> conclusions, Class<T> kind) {
        return atMostOne(conclusions, kind)
                .orElseThrow(() -> new EvaluationException("the rules concluded no " + kind.getSimpleName()));
    }

    static <T> Optional<T> atMostOne(List<Object> conclusions, Class<T> kind) {
        Optional<T> found = Optional.empty();
        for (Object conclusion : conclusions) {
            if (kind.isInstance(conclusion)) {
                if (found.isPresent()) {
                    throw new EvaluationException("the rules concluded more than one " + kind.getSimpleName() + ": "
                            + found.get() + " and " + conclusion);
                }
                found = Optional.of(kind.cast(conclusion));
            }
        }
        return found;
    }
}
