package io.quantum.governor.engine.rules.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.RulebookCompiler;
import io.quantum.governor.engine.rules.rulebook.RulebookFiles;
import io.quantum.governor.engine.rules.rulebook.ThresholdValues;
import io.quantum.governor.facts.KillSwitch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class EvaluatorTest {
    private static final String RULES = """
            package endless
            import io.quantum.governor.facts.Answers
            import io.quantum.governor.facts.Judged
            import io.quantum.governor.facts.KillSwitch
            import io.quantum.governor.facts.Verdict
            global Answers answers

            rule "begin"
            when
                KillSwitch( on )
            then
                insert( new Judged() );
            end

            rule "feeds itself"
            when
                Judged()
            then
                insert( new Judged() );
            end

            rule "skip"
            when
                KillSwitch( !on )
            then
                insert( Verdict.skip() );
            end
            """;

    private static final String MANY = """
            package many
            import io.quantum.governor.facts.Answers
            import io.quantum.governor.facts.KillSwitch
            import io.quantum.governor.facts.Phase
            global Answers answers

            rule "many"
            when
                KillSwitch( on )
            then
            %s
            end

            rule "all of them with each other"
            when
                Phase( name == "many" )
                Phase( name == "many" )
                Phase( name == "many" )
                Phase( name == "many" )
            then
                insert( new Phase( "joined" ) );
            end
            """;

    @Test
    @Timeout(60)
    void conclusions_that_could_not_be_joined_in_time_are_refused_before_they_are(@TempDir Path directory)
            throws IOException {
        Files.writeString(
                directory.resolve("rulebook.yaml"), "{name: small, version: 1.0.0, owner: us, changed: nothing}");
        Files.writeString(
                directory.resolve("many.drl"), MANY.formatted("    insert( new Phase( \"many\" ) );\n".repeat(150)));
        Rulebook rulebook = RulebookCompiler.compile(RulebookFiles.read(directory));
        try (Evaluator evaluator = new Evaluator(rulebook, ThresholdValues.fromEnvironment(rulebook, Map.of()))) {
            assertThatThrownBy(() -> evaluator.evaluate(List.of(new KillSwitch(true))))
                    .isInstanceOf(EvaluationException.class)
                    .hasMessage("the rules did not come to an end within 12 conclusions of the kind Phase");
        }
    }

    @Test
    @Timeout(60)
    void rules_that_feed_themselves_are_stopped_and_spoil_no_later_plan(@TempDir Path directory) throws IOException {
        Files.writeString(
                directory.resolve("rulebook.yaml"), "{name: small, version: 1.0.0, owner: us, changed: nothing}");
        Files.writeString(directory.resolve("endless.drl"), RULES);
        Rulebook rulebook = RulebookCompiler.compile(RulebookFiles.read(directory));
        try (Evaluator evaluator = new Evaluator(rulebook, ThresholdValues.fromEnvironment(rulebook, Map.of()))) {
            assertThatThrownBy(() -> evaluator.evaluate(List.of(new KillSwitch(true))))
                    .isInstanceOf(EvaluationException.class)
                    .hasMessageContaining("did not come to an end");

            Evaluation next = evaluator.evaluate(List.of(new KillSwitch(false)));
            assertThat(next.fired()).extracting(FiredRule::name).containsExactly("skip");
        }
    }
}
