package io.quantum.governor.engine.allocation;

import io.lettuce.core.RedisException;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.Proposal;
import io.quantum.governor.facts.TargetAdvice;
import io.quantum.governor.loaders.redis.TargetFacts;
import io.quantum.governor.loaders.redis.TargetLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks once at every symbol that has a target and writes what its target should be. For use by one thread. */
final class AllocationCycle {
    /** Proposals change nothing yet. */
    static final String MODE = "shadow";

    private static final Logger LOG = LoggerFactory.getLogger(AllocationCycle.class);
    private static final int AT_ONCE = 500;

    private final TargetLoader loader;
    private final Function<List<Fact>, TargetAdvice> rules;
    private final ProposalWriter writer;
    private final AllocationMetrics metrics;
    private volatile String trouble = "";

    /**
     * @param rules what judges a symbol's facts
     */
    AllocationCycle(
            TargetLoader loader,
            Function<List<Fact>, TargetAdvice> rules,
            ProposalWriter writer,
            AllocationMetrics metrics) {
        this.loader = loader;
        this.rules = rules;
        this.writer = writer;
        this.metrics = metrics;
    }

    /**
     * Runs one cycle. What one symbol can't have is counted and told, and costs no other symbol anything.
     *
     * @throws RedisException when Redis does not answer; the rest of the cycle is lost then
     */
    void run() {
        metrics.begin();
        trouble = "";
        List<String> symbols = loader.symbols();
        for (int from = 0; from < symbols.size(); from += AT_ONCE) {
            List<String> some = symbols.subList(from, Math.min(symbols.size(), from + AT_ONCE));
            write(judge(loader.load(some)));
        }
        metrics.end();
    }

    /** Empty when the last cycle dealt with every symbol; else the first that it could not deal with, and why. */
    String trouble() {
        return trouble;
    }

    @SuppressWarnings("IllegalCatch") // a rule can fail in any way, and other symbols go on
    private List<Judged> judge(List<TargetFacts> loaded) {
        List<Judged> judged = new ArrayList<>(loaded.size());
        for (TargetFacts facts : loaded) {
            try {
                judged.add(new Judged(facts, rules.apply(facts.facts())));
            } catch (RuntimeException e) {
                failed("evaluate", facts.symbol(), String.valueOf(e));
            }
        }
        return judged;
    }

    private void write(List<Judged> judged) {
        List<Judged> sent = new ArrayList<>(judged.size());
        for (Judged one : judged) {
            if (one.advice() instanceof Proposal proposal) {
                writer.add(one.facts(), proposal);
                sent.add(one);
            } else {
                metrics.done(one);
            }
        }
        List<String> refusals = writer.flush();
        for (int i = 0; i < sent.size(); i++) {
            if (refusals.get(i).isEmpty()) {
                metrics.done(sent.get(i));
            } else {
                failed("write", sent.get(i).facts().symbol(), refusals.get(i));
            }
        }
    }

    /** Tells the first of a cycle; what fails for one symbol often fails for all. */
    private void failed(String step, String symbol, String why) {
        metrics.failed(step);
        if (trouble.isEmpty()) {
            trouble = step + " " + symbol + ": " + why;
            LOG.warn("could not {} the proposal for {}, and maybe others of this cycle: {}", step, symbol, why);
        }
    }
}
