package io.quantum.governor.engine.rules.rulebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RuleGraphTest {
    private final RuleGraph graph = new RuleGraph(RulebookFiles.of(new RulebookTexts(
            "test",
            new TreeMap<>(Map.of(
                    "rulebook.yaml", "name: test\nversion: 1.0.0\nowner: risk\nchanged: nothing\n",
                    "a.drl", """
                    package a
                    rule "a: stormy"
                    when
                        Heat( value > 0.7 ) or Unavailable( fact == "heat" )
                    then
                        insert( new Stormy() );
                    end
                    rule "a: half"
                    when
                        Stormy()
                    then
                        insert( new Smaller( 0.5 ) );
                    end
                    """,
                    "b.drl", """
                    package b
                    rule "b: block"
                    when
                        not Smaller( factor == 1 )
                    then
                        answers.block( "b", "too_large" );
                    end
                    rule "b: heated is another word"
                    when
                        Heated()
                    then
                        answers.pass( "b" );
                    end
                    """)))));

    @Test
    void what_is_concluded_in_several_steps_over_several_files_depends_on_the_fact() {
        RuleGraph.Dependents dependents = graph.of("heat");

        assertThat(dependents.rules()).containsExactlyInAnyOrder("a: stormy", "a: half", "b: block");
        assertThat(dependents.kinds()).containsExactlyInAnyOrder("Stormy", "Smaller");
    }

    @Test
    void nothing_depends_on_a_fact_that_nobody_names() {
        assertThat(graph.of("venueHealth").rules()).isEmpty();
    }
}
