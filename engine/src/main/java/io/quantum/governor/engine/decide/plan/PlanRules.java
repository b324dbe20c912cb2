package io.quantum.governor.engine.decide.plan;

import io.quantum.governor.engine.record.audit.RulesInForce;
import io.quantum.governor.engine.rules.evaluate.Evaluation;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.loaders.declared.FactDeclaration;
import java.util.List;
import java.util.function.Function;

/**
 * One version of the rules, as plans are decided by it.
 *
 * @param evaluate judges the facts of one plan; called for one plan at a time, throws when it comes to no usable end
 * @param declared the declared facts that it names; the same list for the same version
 * @param inForce how records name this version
 */
public record PlanRules(
        Function<List<Fact>, Evaluation> evaluate, List<FactDeclaration> declared, RulesInForce inForce) {}
