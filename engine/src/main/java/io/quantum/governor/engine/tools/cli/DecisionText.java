package io.quantum.governor.engine.tools.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quantum.governor.engine.record.archive.ArchivedRecord;
import io.quantum.governor.engine.record.archive.AuditRow;
import io.quantum.governor.engine.record.audit.Deed;
import io.quantum.governor.engine.record.audit.RecordException;
import io.quantum.governor.engine.record.audit.RecordReader;
import io.quantum.governor.engine.record.audit.RecordedDecision;
import io.quantum.governor.engine.rules.rulebook.RecordedFact;
import io.quantum.governor.engine.rules.ruletest.TextTable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A decision for people who want all of it. */
final class DecisionText {
    private DecisionText() {}

    static String of(ArchivedRecord record) {
        AuditRow row = AuditRow.of(record);
        String heading = AuditRows.table(List.of(row))
                + "  audit id " + record.auditId()
                + (record.sequence() == 0 ? ", not yet archived" : "") + "\n";
        try {
            if (row.kind().outcome().equals(Deed.OUTCOME)) {
                return heading + DeedText.body(Deed.read(record.stored()));
            }
            return heading + body(RecordReader.read(record.json()));
        } catch (RecordException e) {
            return heading + "  " + e.getMessage() + "\n" + new String(record.json(), UTF_8) + "\n";
        }
    }

    private static String body(RecordedDecision decision) {
        StringBuilder text = new StringBuilder();
        if (!decision.detail().isEmpty()) {
            text.append("  ").append(decision.detail().replace('\n', ' ')).append('\n');
        }
        text.append("\n  plan\n").append(plan(decision));
        if (!decision.gates().isEmpty()) {
            text.append("\n  gates, in the order in which they decide\n").append(gates(decision));
        }
        if (!decision.facts().isEmpty()) {
            text.append("\n  facts\n").append(facts(decision.facts()));
        }
        if (!decision.fired().isEmpty()) {
            text.append("\n  rules that fired\n");
            decision.fired()
                    .forEach(rule -> text.append("  ").append(rule.rule()).append('\n'));
        }
        decision.rulebook()
                .overrides()
                .forEach(o -> text.append("\n  override: ").append(o).append('\n'));
        decision.limits()
                .forEach(l -> text.append("\n  limit: ")
                        .append(l.threshold())
                        .append(' ')
                        .append(l.value())
                        .append(" for ")
                        .append(l.row())
                        .append('\n'));
        return text.toString();
    }

    private static String plan(RecordedDecision decision) {
        TextTable table = new TextTable();
        decision.plan().forEach(table::row);
        return table.text();
    }

    private static String gates(RecordedDecision decision) {
        TextTable table = new TextTable().row("gate", "name", "enforcement", "answer", "reason", "value", "limit");
        decision.gates()
                .forEach(g -> table.row(
                        g.gate(),
                        g.name(),
                        g.enforcement(),
                        g.answer(),
                        g.reason(),
                        number(g.value()),
                        number(g.limit())));
        return table.text();
    }

    private static String facts(List<RecordedFact> facts) {
        return facts.stream()
                .map(fact -> "  " + fact.kind() + " " + fact.says() + "\n")
                .collect(Collectors.joining());
    }

    private static String number(Optional<Double> number) {
        return number.map(String::valueOf).orElse("");
    }
}
