package io.quantum.governor.engine.rules.rulebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantum.governor.engine.rules.rulebook.fence.ParsedFile;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;

/** The second fence, tried with rules that the first one has not seen. */
class DeniedClassesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            java.lang.System      | System.setProperty( "governor.attacked", "yes" );
            java.lang.System      | insert( System.getenv( "PATH" ) );
            java.lang.System      | insert( System.nanoTime() );
            java.lang.Runtime     | Runtime.getRuntime().gc();
            java.lang.Thread      | new Thread( () -> {} ).start();
            java.lang.Class       | insert( $plan.getClass().getName() );
            java.lang.Class       | Class.forName( "java.lang.Runtime" );
            java.io.File          | new java.io.File( "/etc/passwd" ).exists();
            java.nio.file.Path    | java.nio.file.Path.of( "/etc/passwd" );
            java.net.Socket       | new java.net.Socket( "127.0.0.1", 1 );
            java.net.URI          | java.net.URI.create( "http://127.0.0.1" );
            java.time.Instant     | java.time.Instant.now();
            java.lang.ProcessBuilder | new ProcessBuilder( "id" );
            java.lang.invoke.MethodHandles | java.lang.invoke.MethodHandles.lookup();
            java.util.concurrent  | java.util.concurrent.ForkJoinPool.commonPool();
            org.slf4j             | org.slf4j.LoggerFactory.getLogger( "x" );
            org.kie.api.KieServices | org.kie.api.KieServices.get();
            org.drools.model.codegen | org.drools.model.codegen.execmodel.generator.DrlxParseUtil.parseBlock( "" );
            io.quantum.governor.engine | io.quantum.governor.engine.tools.cli.Main.main( new String[0] );
            java.util.ServiceLoader | java.util.ServiceLoader.load( Plan.class );
            """)
    void a_class_that_is_not_on_the_list_is_missing(String denied, String attack) throws IOException {
        RuleClasses compiled = compiled(attack);
        // as compiled now, and as kept
        for (RuleClasses rules : List.of(compiled, RuleClasses.read(compiled.bytes()))) {
            assertThatThrownBy(() -> fire(rules))
                    .hasStackTraceContaining("NoClassDefFoundError: " + denied.replace('.', '/'));
        }
        assertThat(System.getProperty("governor.attacked")).isNull();
    }

    @Test
    void what_rules_need_is_there() {
        assertThat(fire(compiled("insert( new io.quantum.governor.facts.Judged() );")))
                .isEqualTo(2);
    }

    private static RuleClasses compiled(String does) {
        String text = """
                package small
                import io.quantum.governor.facts.Plan
                rule "small: attack"
                when
                    $plan : Plan()
                then
                    %s
                end
                rule "small: see"
                when
                    io.quantum.governor.facts.Judged()
                then
                end
                """.formatted(does);
        RuleFile file = new RuleFile("small.drl", text);
        return Objects.requireNonNull(
                RulebookCompiler.build(List.of(file), List.of(ParsedFile.of(file.path(), text)), List.of())
                        .get(file));
    }

    private static int fire(RuleClasses rules) {
        RulebookFiles files = new RulebookFiles(new RulebookManifest("small", "1.0.0", "us", "nothing"), List.of());
        Rulebook rulebook = new Rulebook(
                files,
                DeclaredTypes.of(List.of(), Optional.empty()),
                Map.of(new RuleFile("small.drl", ""), rules.load(Map.of())));
        KieBase base = rulebook.base(Part.PLAN);
        KieSession session = base.newKieSession();
        try {
            session.insert(new io.quantum.governor.facts.Plan("p", "s", "OPEN", "EXECUTE", "BUY", "", "", "", 1, 0, 1));
            return session.fireAllRules(10);
        } finally {
            session.dispose();
        }
    }
}
