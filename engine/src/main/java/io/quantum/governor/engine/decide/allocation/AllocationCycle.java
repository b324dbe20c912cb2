package io.quantum.governor.engine.decide.allocation;

import io.quantum.governor.engine.decide.cycle.CycleLoop;
import io.quantum.governor.engine.decide.cycle.CycleWrites;
import io.quantum.governor.engine.decide.cycle.FencedWrite;
import io.quantum.governor.engine.rules.evaluate.Conclusions;
import io.quantum.governor.engine.rules.evaluate.SymbolEvaluator;
import io.quantum.governor.engine.rules.rulebook.limits.LimitScope;
import io.quantum.governor.facts.EfficiencyTold;
import io.quantum.governor.facts.Proposal;
import io.quantum.governor.facts.TargetAdvice;
import io.quantum.governor.loaders.redis.DeclaredReads;
import io.quantum.governor.loaders.redis.SymbolFacts;
import io.quantum.governor.loaders.redis.TargetLoader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at every symbol that has a target and writes what its target should be. What one symbol can't have is counted
 * and told, and costs no other symbol anything. For use by one thread.
 */
public final class AllocationCycle implements CycleLoop.Cycle {
    /** Proposals change nothing yet. */
    public static final String MODE = "shadow";

    private static final Logger LOG = LoggerFactory.getLogger(AllocationCycle.class);
    private static final int AT_ONCE = 100;

    private final TargetLoader loader;
    private final SymbolEvaluator rules;
    private final DeclaredReads declared;
    private final CycleWrites writer;
    private final AllocationMetrics metrics;

    /**
     * What the rules made of a symbol's target.
     *
     * @param symbol whose target it is
     * @param at the moment from which ages count
     * @param advice what they concluded
     * @param told what is told of its efficiency; empty when nothing is known
     */
    record Judged(String symbol, Instant at, TargetAdvice advice, Optional<EfficiencyTold> told) {}

    /**
     * @param rules what judges a symbol's facts; called by the cycle's thread alone
     * @param declared the facts that they name
     */
    public AllocationCycle(
            TargetLoader loader,
            SymbolEvaluator rules,
            DeclaredReads declared,
            CycleWrites writer,
            AllocationMetrics metrics) {
        this.loader = loader;
        this.rules = rules;
        this.declared = declared;
        this.writer = writer;
        this.metrics = metrics;
    }

    @Override
    public boolean run() {
        metrics.begin();
        List<String> symbols = loader.symbols();
        for (int from = 0; from < symbols.size(); from += AT_ONCE) {
            List<String> some = symbols.subList(from, Math.min(symbols.size(), from + AT_ONCE));
            if (!writer.holds() || !write(judge(loader.load(some, declared)))) {
                return false;
            }
        }
        metrics.end();
        return true;
    }

    @SuppressWarnings("IllegalCatch") // a rule can fail in any way, and other symbols go on
    private List<Judged> judge(List<SymbolFacts> loaded) {
        List<Judged> judged = new ArrayList<>(loaded.size());
        int failed = 0;
        for (SymbolFacts facts : loaded) {
            try {
                Conclusions concluded = rules.evaluate(LimitScope.ofSymbol(facts.symbol()), facts.facts());
                judged.add(new Judged(
                        facts.symbol(),
                        facts.at(),
                        concluded.one(TargetAdvice.class),
                        concluded.atMostOne(EfficiencyTold.class)));
            } catch (RuntimeException e) {
                // what fails for one symbol often fails for all
                if (failed++ == 0) {
                    LOG.error("the rules failed for {}, and maybe for others", facts.symbol(), e);
                }
                metrics.failed("evaluate");
            }
        }
        return judged;
    }

    /** Whether this daemon still has the lease. */
    private boolean write(List<Judged> judged) {
        List<FencedWrite> writes = new ArrayList<>(judged.size());
        for (Judged one : judged) {
            if (one.advice() instanceof Proposal proposal) {
                writes.add(ProposalWrite.of(one, proposal));
            }
        }
        CycleWrites.Written written = writer.write(writes);
        if (written.leaseLost()) {
            return false;
        }
        for (Judged one : judged) {
            if (written.failed().contains(ProposalWrite.key(one))) {
                metrics.failed("write");
            } else {
                metrics.done(one);
            }
        }
        return true;
    }
}
