package io.quantum.governor.engine.decide.budget;

import io.quantum.governor.engine.decide.cycle.CycleLoop;
import io.quantum.governor.engine.decide.cycle.CycleWrites;
import io.quantum.governor.engine.decide.cycle.FencedWrite;
import io.quantum.governor.engine.rules.evaluate.Conclusions;
import io.quantum.governor.engine.rules.evaluate.SymbolEvaluator;
import io.quantum.governor.engine.rules.rulebook.limits.LimitScope;
import io.quantum.governor.facts.SymbolBudget;
import io.quantum.governor.loaders.redis.BudgetLoader;
import io.quantum.governor.loaders.redis.DeclaredReads;
import io.quantum.governor.loaders.redis.SymbolFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One cycle of the budget engine: for all symbols with a position, load, evaluate, write. For use by one thread. */
public final class BudgetCycle implements CycleLoop.Cycle {
    private static final Logger LOG = LoggerFactory.getLogger(BudgetCycle.class);

    /** So many symbols are in memory at once. */
    private static final int AT_ONCE = 100;

    private final BudgetLoader loader;
    private final SymbolEvaluator rules;
    private final DeclaredReads declared;
    private final CycleWrites writer;
    private final BudgetMetrics metrics;
    private final String mode;

    /**
     * @param declared the facts that the rules name
     * @param mode {@code shadow} or {@code enforce}, written into each budget
     */
    public BudgetCycle(
            BudgetLoader loader,
            SymbolEvaluator rules,
            DeclaredReads declared,
            CycleWrites writer,
            BudgetMetrics metrics,
            String mode) {
        this.loader = loader;
        this.rules = rules;
        this.declared = declared;
        this.writer = writer;
        this.metrics = metrics;
        this.mode = mode;
    }

    @Override
    public boolean run() {
        metrics.begin();
        List<String> symbols = loader.symbols();
        for (int from = 0; from < symbols.size(); from += AT_ONCE) {
            List<String> some = symbols.subList(from, Math.min(symbols.size(), from + AT_ONCE));
            // the heat page and the symbols before may have taken longer than the lease holds
            if (!writer.holds() || !write(concluded(loader.load(some, declared)))) {
                return false;
            }
        }
        metrics.end();
        return true;
    }

    /** Whether this daemon still has the lease. */
    private boolean write(List<FencedWrite> writes) {
        CycleWrites.Written written = writer.write(writes);
        metrics.writesFailed(written.failed().size());
        return !written.leaseLost();
    }

    private List<FencedWrite> concluded(List<SymbolFacts> symbols) {
        List<FencedWrite> writes = new ArrayList<>(symbols.size());
        for (SymbolFacts loaded : symbols) {
            concluded(loaded).ifPresent(writes::add);
        }
        return writes;
    }

    @SuppressWarnings("IllegalCatch") // a fault of the rules in one symbol must not cost another its cycle
    private Optional<FencedWrite> concluded(SymbolFacts loaded) {
        try {
            Conclusions conclusions = rules.evaluate(LimitScope.ofSymbol(loaded.symbol()), loaded.facts());
            Instant now = loaded.at();
            Optional<FencedWrite> write = conclusions
                    .atMostOne(SymbolBudget.class)
                    .map(budget -> BudgetRecord.of(loaded.symbol(), budget, conclusions, mode, now));
            metrics.concluded(loaded.symbol(), conclusions);
            return write;
        } catch (RuntimeException e) {
            metrics.evaluationFailed();
            LOG.error("{} gets no budget in this cycle: its evaluation failed", loaded.symbol(), e);
            return Optional.empty();
        }
    }
}
