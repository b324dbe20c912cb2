package io.quantum.governor.engine.tools.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.tools.mutate.Mutant;
import java.io.PrintStream;

/** A {@link TestReport} as one JSON object. */
final class TestReportJson {
    private TestReportJson() {}

    static void print(TestReport report, PrintStream out) {
        ObjectNode json = Json.MAPPER
                .createObjectNode()
                .put("rulebook", report.rulebook().manifest().name())
                .put("version", report.rulebook().manifest().version())
                .put("digest", report.rulebook().digest())
                .put("millis", report.tookMillis())
                .put("tests", report.run().results().size())
                .put("failed", report.run().failures().count());
        ArrayNode failures = json.putArray("failures");
        report.run()
                .failures()
                .forEach(f -> failures.addObject()
                        .put("file", f.test().file())
                        .put("name", f.test().name())
                        .put("failure", f.failure()));
        report.coverage().ifPresent(coverage -> {
            ObjectNode node = json.putObject("coverage").put("percent", coverage.percent());
            coverage.missing().forEach(node.putArray("missing")::add);
        });
        report.mutation().ifPresent(mutation -> {
            ObjectNode node =
                    json.putObject("mutants").put("tried", mutation.mutants().size());
            node.put("equivalent", mutation.equivalent().size());
            ArrayNode survivors = node.putArray("survivors");
            mutation.survivors().forEach(m -> add(survivors.addObject(), m));
        });
        out.println(json.toPrettyString());
    }

    private static void add(ObjectNode node, Mutant mutant) {
        node.put("file", mutant.file())
                .put("line", mutant.line())
                .put("subject", mutant.subject())
                .put("change", mutant.change());
    }
}
