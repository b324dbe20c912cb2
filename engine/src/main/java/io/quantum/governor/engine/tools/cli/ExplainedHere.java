package io.quantum.governor.engine.tools.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.RulebookCompiler;
import io.quantum.governor.engine.rules.rulebook.RulebookFiles;
import io.quantum.governor.engine.tools.explain.Against;
import io.quantum.governor.engine.tools.explain.AgainstText;
import io.quantum.governor.engine.tools.explain.Explainer;
import io.quantum.governor.engine.tools.explain.Explanation;
import io.quantum.governor.engine.tools.explain.ExplanationText;
import io.quantum.governor.engine.tools.explain.FileRecords;
import io.quantum.governor.engine.tools.explain.FoundRecord;
import io.quantum.governor.engine.tools.explain.RuleCase;
import io.quantum.governor.engine.tools.explain.RulebookShelf;
import io.quantum.governor.engine.tools.explain.Search;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One decision, explained by the command itself and not by a daemon. */
final class ExplainedHere implements AutoCloseable {
    private final KeysOption keys;
    private final LocalExplanations local;
    private final RulebookShelf shelf;
    private final Search search;
    private final FoundRecord record;

    /** The same explanation for programs and for people. */
    record Told(String json, String pretty) {}

    /** An explanation and what another rulebook makes of the same plan, as JSON. */
    private record Both(Explanation explanation, Against against) {}

    /**
     * Finds the record.
     *
     * @param file where records are; null for the archive and Redis
     * @param rules where the rulebook that decided may lie; null when nobody says so
     * @throws IllegalArgumentException when there is no such record
     */
    ExplainedHere(String planId, String entry, @Nullable Path file, @Nullable Path rules, KeysOption keys) {
        this.keys = keys;
        this.local = new LocalExplanations(keys);
        this.shelf = local.shelf(rules, file);
        try {
            this.search = Search.of(planId, file == null ? local.places() : List.of(new FileRecords(file)));
            this.record = search.chosen(entry).orElseThrow(() -> new IllegalArgumentException(search.none(entry)));
        } catch (RuntimeException e) {
            local.close();
            throw e;
        }
    }

    Told explain() {
        Explanation explanation = new Explainer(shelf).explain(record, search.found());
        return new Told(new String(Json.bytes(explanation), UTF_8), ExplanationText.of(explanation));
    }

    /** @param named another rulebook: a version, a release file or a directory */
    Told explainAgainst(String named) throws IOException {
        Explanation explanation = new Explainer(shelf).explain(record, search.found());
        Rulebook other = RulebookCompiler.compile(
                RulebookFiles.of(NamedRules.files(named, keys).rulebook(named)));
        Against against = Against.of(record.decision(), other);
        return new Told(
                new String(Json.bytes(new Both(explanation, against)), UTF_8),
                ExplanationText.of(explanation) + AgainstText.of(against));
    }

    /** @throws IllegalArgumentException when the rulebook that decided can't be had, or no rule judged the plan */
    RuleCase test() {
        Rulebook decided = shelf.rulebook(record.decision().rulebook())
                .orElseThrow(() -> new IllegalArgumentException("the rulebook that decided, "
                        + record.decision().rulebook().version()
                        + ", could not be found, so whether the case passes can't be told; give its directory by"
                        + " --rules DIR"));
        return RuleCase.of(record.decision(), decided);
    }

    @Override
    public void close() {
        local.close();
    }
}
