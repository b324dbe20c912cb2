package io.quantum.governor.engine.rules.ruletest;

import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.RulebookCompiler;
import io.quantum.governor.engine.rules.rulebook.RulebookFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A rulebook of one file, whose one gate counts permits, and of some facts, in a directory of its own. */
final class SmallRulebook {
    private static final String FIXTURES = """
            calm:
              plan: {planId: p, symbol: BTCUSDT, action: OPEN, decision: EXECUTE, side: BUY, positionSide: "", qtyBase: 1, closeQtyBase: 0, ageSec: 1}
              killSwitch: off
              executions: {agesSec: [], ignoredEntries: 0}
              position: [{source: exchange, qtyBase: 1, closableQtyBase: 1, ageSec: 1}, {source: redis, qtyBase: 2, closableQtyBase: 2, ageSec: 2}]
              dailyTotals: {notionalUsd: 0, qtyBase: 0}
              drop: [priorExecution, priorDecision, markPrice, portfolio]
            """;

    private static final String RULES = """
            package small

            import io.quantum.governor.facts.Answers
            import io.quantum.governor.facts.DailyTotals
            import io.quantum.governor.facts.DayAfter
            import io.quantum.governor.facts.Executions
            import io.quantum.governor.facts.Gate
            import io.quantum.governor.facts.Gates
            import io.quantum.governor.facts.Judged
            import io.quantum.governor.facts.KillSwitch
            import io.quantum.governor.facts.Plan
            import io.quantum.governor.facts.Verdict

            declare SmallThresholds
                @thresholds
                most : long = 2    @unit("permits") @bounds("0..10") @inclusive("blocks") @env("SMALL_MOST")
            end
            global SmallThresholds smallThresholds
            global Answers answers

            rule "small: ask one gate of four"
                @gate("4")
            when
                Plan( action != "SILENT" )
            then
                insert( Gates.inOrder( Gate.enforce( "1", "small" ), Gate.off( "4", "other" ), Gate.off( "4", "another" ), Gate.off( "5", "last" ) ) );
            end

            rule "small: pass while permits are left"
                @gate("1")
            when
                $e : Executions( within( 100 ) < smallThresholds.most )
            then
                answers.pass( "small", $e.within( 100 ), smallThresholds.getMost() );
                insert( Verdict.permit() );
            end

            rule "small: block when none is left"
                @gate("1")
            when
                $e : Executions( within( 100 ) >= smallThresholds.most )
            then
                answers.block( "small", "none_left", $e.within( 100 ), smallThresholds.getMost() );
                insert( new Verdict( "BLOCK", "1", "small", "none_left" ) );
            end

            rule "small: add up"
                @gate("5")
            when
                DailyTotals( $usd : notionalUsd )
            then
                insert( new DayAfter( $usd + 0.1, 0 ) );
            end
            """;

    private static final String FACTS = """
            package governor.facts.small

            declare KillScore
                @fact( "plan" ) @version("1.0.0") @owner("us")
                score : double    @field("kill_score") @unit("score")
            end

            declare PortfolioHeat
                @fact( "gauge {HEAT_GATE_METRICS_URL} p26_heat_value" ) @version("1.0.0") @owner("us")
                heat : double    @field("value") @unit("heat") @bounds("0..1e15")
            end
            """;

    private final Path directory;

    /** Writes the rulebook. */
    SmallRulebook(Path directory) {
        this.directory = directory;
        write("rulebook.yaml", "{name: small, version: 1.0.0, owner: us, changed: nothing}");
        write("facts/small.drl", FACTS);
        write("small.drl", RULES);
        write("tests/fixtures.yaml", FIXTURES);
    }

    SmallRulebook write(String path, String text) {
        try {
            Path file = directory.resolve(path);
            Files.createDirectories(file.resolveSibling("."));
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete(String path) {
        try {
            Files.delete(directory.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes its test file, with the lines that every test file begins with before {@code tests}. */
    SmallRulebook tests(String tests) {
        return write(
                "tests/small.yaml",
                "now: 2026-01-28T12:00:00Z\nmode: production\nfacts: calm\ntests:\n" + tests.indent(2));
    }

    /** The rules as they are shipped in this directory. */
    Rulebook compile() {
        return RulebookCompiler.compile(RulebookFiles.read(directory));
    }

    List<RuleTest> read(Rulebook rulebook) {
        return RuleTests.read(directory, rulebook);
    }
}
