package io.quantum.governor.engine.rules.rulebook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.facts.DeclaredFact;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.Moment;
import io.quantum.governor.facts.Unavailable;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Gives the rules of one rulebook facts that were recorded, or made for the rules of another. What the rules name and
 * nobody has recorded is missing; what they do not name is left out. Safe for use by many threads.
 */
public final class FactBinder {
    /** The detail of a fact that is missing because its record does not tell it. */
    public static final String NOT_RECORDED = "not recorded";

    /** What a record does not say is never taken for zero, nor what it says for something like it. */
    private static final JsonMapper STRICT = JsonMapper.builder()
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .withCoercionConfig(
                    LogicalType.Textual,
                    text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    /** Without these nothing can be decided, so nobody makes them up. */
    private static final Set<String> NEVER_MADE_UP = Set.of("plan", "applyMode", RecordedFact.UNAVAILABLE);

    private static final String MOMENT = Fact.nameOf(Moment.class);

    private final FactKinds kinds;
    private final Part part;

    /** @param part whose rules are to judge the facts */
    public FactBinder(FactKinds kinds, Part part) {
        this.kinds = kinds;
        this.part = part;
    }

    /**
     * Facts as the rules know them.
     *
     * @param notRecorded the names of those that are missing because nobody has recorded them
     */
    public record Bound(List<Fact> facts, Set<String> notRecorded) {}

    /**
     * Makes facts of a record.
     *
     * @param at the moment from which their ages count
     * @throws IllegalArgumentException when a kind that every rulebook has is told in a way that it does not allow
     */
    public Bound bind(List<RecordedFact> recorded, Instant at) {
        List<Fact> facts = new ArrayList<>(recorded.size());
        recorded.forEach(told -> {
            if (kinds.isGiven(part, told.subject())) {
                facts.add(fact(told));
            }
        });
        return complete(facts, at);
    }

    /**
     * Makes facts of those that were made for another rulebook.
     *
     * @param given hold a {@link Moment}
     */
    public Bound rebind(List<Fact> given) {
        List<Fact> facts = new ArrayList<>(given.size());
        long moment = 0;
        for (Fact fact : given) {
            moment = fact instanceof Moment now ? now.epochSec() : moment;
            if (!kinds.isGiven(part, subject(fact)) && (fact instanceof DeclaredFact || fact instanceof Unavailable)) {
                continue;
            }
            facts.add(isForeign(fact) ? fact(new RecordedFact(subject(fact), Json.MAPPER.valueToTree(fact))) : fact);
        }
        return complete(facts, Instant.ofEpochSecond(moment));
    }

    private boolean isForeign(Fact fact) {
        return fact instanceof DeclaredFact
                && kinds.named(subject(fact)).filter(fact.getClass()::equals).isEmpty();
    }

    /** Says of every fact that the rules name and that is not there that it is missing. */
    public Bound complete(List<Fact> facts, Instant at) {
        Set<String> missing = new TreeSet<>(kinds.of(part));
        missing.removeAll(NEVER_MADE_UP);
        facts.forEach(fact -> missing.remove(subject(fact)));
        if (missing.isEmpty()) {
            return new Bound(facts, notRecorded(facts));
        }
        List<Fact> all = new ArrayList<>(facts);
        if (missing.remove(MOMENT)) {
            all.add(new Moment(at.getEpochSecond()));
        }
        missing.forEach(kind -> all.add(new Unavailable(kind, Unavailable.MISSING, NOT_RECORDED)));
        return new Bound(List.copyOf(all), notRecorded(all));
    }

    private static Set<String> notRecorded(List<Fact> facts) {
        Set<String> kinds = Set.of();
        for (Fact fact : facts) {
            if (fact instanceof Unavailable gone && gone.detail().startsWith(NOT_RECORDED)) {
                kinds = kinds.isEmpty() ? new TreeSet<>() : kinds;
                kinds.add(gone.fact());
            }
        }
        return kinds;
    }

    /** What a fact is about: its kind, or the one of which there is none. */
    private static String subject(Fact fact) {
        return fact instanceof Unavailable gone ? gone.fact() : Fact.nameOf(fact.getClass());
    }

    /** Makes one fact of a kind that there is; unavailable when its declaration does not allow what is told. */
    public Fact fact(RecordedFact told) {
        Class<? extends Fact> kind = told.isUnavailable()
                ? Unavailable.class
                : kinds.named(told.kind()).orElseThrow();
        if (!DeclaredFact.class.isAssignableFrom(kind)) {
            ObjectNode whole = Json.MAPPER.createObjectNode();
            RecordedFact.added(told.kind()).forEach(whole::put);
            return made(told, told.says() instanceof ObjectNode said ? whole.setAll(said) : told.says(), kind);
        }
        ObjectNode says = Json.MAPPER.createObjectNode();
        for (RecordComponent component : kind.getRecordComponents()) {
            @Nullable JsonNode value = told.says().get(component.getName());
            if (value == null) {
                return new Unavailable(
                        told.kind(), Unavailable.MISSING, NOT_RECORDED + ": no '" + component.getName() + "'");
            }
            says.set(component.getName(), value);
        }
        try {
            return made(told, says, kind);
        } catch (IllegalArgumentException e) {
            return new Unavailable(told.kind(), Unavailable.UNREADABLE, "as recorded: " + e.getMessage());
        }
    }

    private static Fact made(RecordedFact told, JsonNode says, Class<? extends Fact> kind) {
        try {
            return STRICT.treeToValue(says, kind);
        } catch (JsonProcessingException e) {
            String why = e.getCause() instanceof IllegalArgumentException byRecord
                    ? String.valueOf(byRecord.getMessage())
                    : e.getOriginalMessage();
            throw new IllegalArgumentException("its fact '" + told.kind() + "': " + why, e);
        }
    }
}
