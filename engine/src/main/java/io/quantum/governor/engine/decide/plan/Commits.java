package io.quantum.governor.engine.decide.plan;

import io.quantum.governor.engine.decide.disarm.DisarmKeys;
import io.quantum.governor.engine.decide.disarm.DisarmRequest;
import io.quantum.governor.engine.record.audit.AuditWriter;
import io.quantum.governor.engine.record.audit.RulesInForce;
import io.quantum.governor.facts.DayAfter;
import io.quantum.governor.facts.Disarm;
import io.quantum.governor.facts.Order;
import io.quantum.governor.facts.Verdict;
import io.quantum.governor.loaders.redis.DecisionMark;
import io.quantum.governor.loaders.redis.Kept;
import io.quantum.governor.loaders.redis.Keys;
import io.quantum.governor.loaders.redis.PlanEntry;
import io.quantum.governor.loaders.redis.SymbolState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes of an outcome what is to be written. Lifetimes and lengths are those of the contract. */
final class Commits {
    private static final long PERMIT_TTL_SEC = 60;
    private static final long BLOCK_TTL_SEC = 3600;
    private static final long DAY_TTL_SEC = 86_400;
    private static final int KEPT_EVENTS = 10_000;
    private static final int KEPT_DEAD_LETTERS = 10_000;
    private static final int KEPT_DEAD_LETTER_FIELDS = 1000;
    private static final int KEPT_ERRORS = (int) Kept.ERRORS.most();

    private final StreamNames streams;
    private final RulesInForce rules;
    private final AuditWriter audit;

    Commits(StreamNames streams, RulesInForce rules) {
        this.streams = streams;
        this.rules = rules;
        this.audit = new AuditWriter(rules.frame());
    }

    /** Of a plan that the rules decided. */
    Commit of(Outcome.Decided outcome) {
        byte[] record = audit.decided(outcome.plan(), outcome.evaluation(), outcome.evaluationNanos());
        Commit commit = commit(outcome.entry(), record);
        switch (outcome.evaluation().verdict().decision()) {
            case Verdict.PERMIT -> permit(commit, outcome);
            case Verdict.BLOCK -> block(commit, outcome);
            default -> {
                // skipped plans and duplicates leave nothing but their audit record
            }
        }
        return commit;
    }

    /** Of a plan that never came before the rules; its decision stands like any other. */
    Commit of(Outcome.Refused outcome) {
        byte[] record = audit.undecided(
                outcome.entry(), outcome.at(), Verdict.BLOCK, outcome.reason(), outcome.detail(), outcome.facts());
        Commit commit = commit(outcome.entry(), record)
                .seen(List.of(Keys.decision(outcome.planId())), Map.of())
                .append(
                        streams.events(),
                        KEPT_EVENTS,
                        Events.blocked(outcome.at(), outcome.symbol(), outcome.planId(), outcome.reason(), ""))
                .set(Keys.block(outcome.planId()), BLOCK_TTL_SEC, BlockRecord.json(outcome, rules.version()));
        if (outcome.isError()) {
            commit.append(
                    Keys.EVALUATION_ERRORS,
                    KEPT_ERRORS,
                    Map.of("plan_id", bytes(outcome.planId()), "symbol", bytes(outcome.symbol())));
        }
        return mark(commit, outcome.planId(), outcome.at(), Verdict.BLOCK);
    }

    /** Of an entry that can't be read and that its publisher does not want executed. */
    Commit of(Outcome.Skipped outcome) {
        PlanEntry.Unwanted entry = outcome.entry();
        return commit(entry, audit.undecided(entry, outcome.at(), Verdict.SKIP, "", entry.detail()));
    }

    /** Of an entry whose plan id was decided before. */
    Commit of(Outcome.Repeated outcome) {
        return commit(outcome.entry(), audit.undecided(outcome.entry(), outcome.at(), Verdict.DUPLICATE, "", ""));
    }

    /** Of an entry without a usable plan id. */
    Commit of(Outcome.DeadLetter outcome) {
        PlanEntry.Nameless entry = outcome.entry();
        Map<String, byte[]> fields = new LinkedHashMap<>();
        fields.put("stream_id", bytes(entry.streamId()));
        fields.put("timestamp", bytes(Long.toString(outcome.at().getEpochSecond())));
        fields.put("why", bytes(entry.detail()));
        entry.raw().entrySet().stream()
                .limit(KEPT_DEAD_LETTER_FIELDS)
                .forEach(field -> fields.put("raw." + field.getKey(), field.getValue()));
        return commit(entry, audit.undecided(entry, outcome.at(), "DEAD_LETTER", "", entry.detail()))
                .append(streams.events(), KEPT_EVENTS, Events.rejected(outcome.at(), entry.streamId(), entry.detail()))
                .append(Keys.DEAD_LETTERS, KEPT_DEAD_LETTERS, fields);
    }

    private static Commit commit(PlanEntry entry, byte[] auditRecord) {
        return new Commit(entry.streamId(), auditRecord);
    }

    private void permit(Commit commit, Outcome.Decided outcome) {
        String symbol = outcome.entry().plan().symbol();
        String planId = outcome.entry().plan().planId();
        String now = StoredNumber.seconds(outcome.at());
        seen(commit, outcome)
                .append(streams.events(), KEPT_EVENTS, Events.allowed(outcome.at(), symbol, planId))
                .set(Keys.permit(planId), PERMIT_TTL_SEC, PermitRecord.json(outcome, rules.version()))
                .set(Keys.lastPermit(symbol), Kept.LAST_PERMIT.sec(), bytes(now))
                .push(now, Kept.EXECUTIONS.sec());
        outcome.evaluation().atMostOne(DayAfter.class).ifPresent(day -> dailyTotals(commit, outcome, day));
        mark(commit, outcome);
    }

    /** Every close adds its quantity, and its notional if it has one. */
    private static void dailyTotals(Commit commit, Outcome.Decided outcome, DayAfter after) {
        SymbolState seen = outcome.plan().seen();
        String symbol = outcome.entry().plan().symbol();
        commit.set(Keys.dailyQty(symbol, seen.day()), DAY_TTL_SEC, bytes(StoredNumber.amount(after.qtyBase())));
        if (outcome.evaluation().one(Order.class).priced()) {
            commit.set(
                    Keys.dailyNotional(symbol, seen.day()),
                    DAY_TTL_SEC,
                    bytes(StoredNumber.amount(after.notionalUsd())));
        }
    }

    private void block(Commit commit, Outcome.Decided outcome) {
        Verdict verdict = outcome.evaluation().verdict();
        String symbol = outcome.entry().plan().symbol();
        String planId = outcome.entry().plan().planId();
        seen(commit, outcome)
                .append(
                        streams.events(),
                        KEPT_EVENTS,
                        Events.blocked(outcome.at(), symbol, planId, verdict.reason(), verdict.gate()))
                .set(Keys.block(planId), BLOCK_TTL_SEC, BlockRecord.json(outcome, rules.version()));
        // with the block, in one step: a daemon that dies now leaves what is wanted for another one to carry out
        outcome.evaluation()
                .atMostOne(Disarm.class)
                .map(disarm -> DisarmRequest.of(disarm, outcome.at()))
                .ifPresent(disarm -> commit.set(DisarmKeys.WANTED, DAY_TTL_SEC, disarm.json()));
        Events.allocationCap(outcome).ifPresent(event -> commit.append(streams.events(), KEPT_EVENTS, event));
        mark(commit, outcome);
    }

    private static Commit seen(Commit commit, Outcome.Decided outcome) {
        SymbolState seen = outcome.plan().seen();
        return commit.seen(seen.absent(), seen.strings())
                .seenList(Keys.executions(outcome.entry().plan().symbol()), seen.executions());
    }

    private void mark(Commit commit, Outcome.Decided outcome) {
        mark(
                commit,
                outcome.entry().plan().planId(),
                outcome.at(),
                outcome.evaluation().verdict().decision());
    }

    private Commit mark(Commit commit, String planId, Instant at, String decision) {
        DecisionMark mark = new DecisionMark(at.getEpochSecond(), decision);
        return commit.set(Keys.decision(planId), rules.duplicateWindowSec(), bytes(mark.text()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
