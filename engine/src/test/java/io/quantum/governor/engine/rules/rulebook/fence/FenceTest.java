package io.quantum.governor.engine.rules.rulebook.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantum.governor.engine.rules.rulebook.DeclaredTypes;
import io.quantum.governor.engine.rules.rulebook.RuleFile;
import io.quantum.governor.engine.rules.rulebook.RulebookCompiler;
import io.quantum.governor.engine.rules.rulebook.RulebookException;
import io.quantum.governor.engine.rules.rulebook.RulebookFiles;
import io.quantum.governor.engine.rules.rulebook.RulebookManifest;
import io.quantum.governor.engine.testing.TestRules;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What rules try and may not. */
class FenceTest {
    private static final String HARMLESS = """
            package small
            import io.quantum.governor.facts.Answers
            import io.quantum.governor.facts.Executions
            import io.quantum.governor.facts.Order
            import io.quantum.governor.facts.OrderSize
            import io.quantum.governor.facts.Plan
            declare SmallThresholds
                @thresholds
                most : long = 2    @unit("permits") @bounds("0..10") @inclusive("blocks") @env("SMALL_MOST")
            end
            global SmallThresholds smallThresholds
            global Answers answers
            // around
            rule "small: a rule"
                @gate("1")
            when
                $plan : Plan( qtyBase >= 0 )
            then
                insert( new OrderSize( true, 1, "qty" ) );
            end
            """;

    @Test
    void the_shipped_rules_say_nothing_that_is_not_allowed() {
        List<ParsedFile> files = RulebookFiles.read(TestRules.SHIPPED).parsed();
        DeclaredTypes types = DeclaredTypes.of(files);

        assertThat(types.faults()).isEmpty();
        assertThat(files)
                .isNotEmpty()
                .allSatisfy(file -> assertThat(Fence.check(file, types.facts(), types.own(file.path())))
                        .isEmpty());
    }

    @Test
    void a_harmless_rule_passes() {
        assertThat(faults(HARMLESS)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"(,qtyBase >= 0,)", "!(,qtyBase >= 0,)", "'',qtyBase >= 0,' && qtyBase < 5'", "'',qtyBase,' + 1'"})
    void an_expression_without_end_is_told_by_its_line(String before, String middle, String after) {
        String endless =
                before.repeat(20_000) + middle + after.repeat(20_000) + (middle.equals("qtyBase") ? " > 0" : "");
        String text = HARMLESS.replace("qtyBase >= 0", endless);
        assertThat(faults(text)).singleElement().satisfies(fault -> {
            assertThat(fault.line()).isBetween(14, 17);
            assertThat(fault.sentence()).contains("too long, or has too many brackets");
        });
    }

    @Test
    @Timeout(20)
    void brackets_that_the_parser_would_try_for_ever_are_told_by_their_line() {
        String text = HARMLESS.replace("qtyBase >= 0", "(".repeat(40) + "qtyBase >= 0" + ")".repeat(40));
        assertThat(faults(text)).singleElement().satisfies(fault -> {
            assertThat(fault.line()).isEqualTo(17);
            assertThat(fault.sentence()).contains("too many brackets");
        });
    }

    static Stream<Arguments> consequences() {
        return Stream.of(
                Arguments.of("ends the process", "System.exit( 0 );"),
                Arguments.of(
                        "reads a file",
                        "insert( java.nio.file.Files.readString( java.nio.file.Path.of( \"/etc/passwd\" ) ) );"),
                Arguments.of("writes a file", "new java.io.FileWriter( \"/tmp/x\" ).write( \"x\" );"),
                Arguments.of("reads the environment", "answers.pass( System.getenv( \"SECRET\" ) );"),
                Arguments.of("looks at the clock", "answers.pass( \"small\", System.currentTimeMillis(), 1 );"),
                Arguments.of(
                        "looks at another clock",
                        "answers.pass( \"small\", java.time.Instant.now().getEpochSecond(), 1 );"),
                Arguments.of("starts a thread", "new Thread( () -> {} ).start();"),
                Arguments.of("opens a socket", "new java.net.Socket( \"example.com\", 80 );"),
                Arguments.of("starts a program", "Runtime.getRuntime().exec( \"id\" );"),
                Arguments.of("reaches a class by reflection", "$plan.getClass().getClassLoader();"),
                Arguments.of("loads a class", "Class.forName( \"java.lang.Runtime\" );"),
                Arguments.of(
                        "asks a script engine", "new javax.script.ScriptEngineManager().getEngineByName( \"js\" );"),
                Arguments.of("never ends", "while( true ) {}"),
                Arguments.of("never ends in another way", "for( ;; ) insert( new OrderSize( true, 1, \"qty\" ) );"),
                Arguments.of("fills the memory", "double[] all = new double[2000000000];"),
                Arguments.of("makes a text longer and longer", "answers.pass( $plan.symbol().repeat( 1000000000 ) );"),
                Arguments.of("puts texts together", "answers.pass( $plan.symbol() + $plan.symbol() );"),
                Arguments.of("makes an anonymous class", "insert( new Object() { { System.exit( 0 ); } } );"),
                Arguments.of("makes a lambda", "java.util.List.of( 1 ).forEach( x -> System.exit( 0 ) );"),
                Arguments.of("names a method by reference", "java.util.stream.Stream.of( 0 ).forEach( System::exit );"),
                Arguments.of(
                        "hides a call in an argument",
                        "insert( new OrderSize( true, Math.max( 1, System.nanoTime() ), \"qty\" ) );"),
                Arguments.of("assigns", "$plan = null;"),
                Arguments.of("declares", "var x = $plan;"),
                Arguments.of("retracts", "delete( $plan );"),
                Arguments.of("modifies", "modify( $plan ) {}"),
                Arguments.of("updates", "update( $plan );"),
                Arguments.of("reaches the engine", "drools.halt();"),
                Arguments.of("reaches the session", "kcontext.getKieRuntime().halt();"),
                Arguments.of("inserts what is no fact", "insert( \"text\" );"),
                Arguments.of("inserts logically", "insertLogical( new OrderSize( true, 1, \"qty\" ) );"),
                Arguments.of("casts", "insert( (Plan) $plan );"),
                Arguments.of("chooses", "insert( true ? $plan : $plan );"),
                Arguments.of("waits", "$plan.wait();"),
                Arguments.of("throws", "throw new RuntimeException();"),
                Arguments.of("locks", "synchronized( $plan ) { }"),
                Arguments.of("reads what a type holds", "insert( io.quantum.governor.facts.Fact.KINDS );"),
                Arguments.of("closes the block", "} static { System.exit( 0 ); } {"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("consequences")
    void a_rule_that_does_more_than_answer_and_insert_is_refused(String what, String attack) {
        List<Fault> faults = faults(HARMLESS.replace("insert( new OrderSize( true, 1, \"qty\" ) );", attack));
        assertThat(faults).isNotEmpty().allSatisfy(f -> {
            assertThat(f.file()).isEqualTo("small.drl");
            assertThat(f.line()).isBetween(14, 20);
            assertThat(f.rule()).isEqualTo("small: a rule");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            eval( System.exit( 0 ) == null )
            System.currentTimeMillis() > 0
            java.lang.System.getenv( "X" ) == "x"
            new java.io.File( "/x" ).exists()
            getClass().getName() == "x"
            this.getClass() == null
            symbol.getClass() != null
            symbol.repeat( 1000000000 ) == "x"
            symbol matches "(a+)+b"
            symbol soundslike "x"
            symbol == "a" + System.getenv( "X" )
            $x : java.lang.Thread.activeCount()
            symbol.length > 3
            symbol str[startsWith] "a"
            (String) symbol == "a"
            action instanceof String
            qtyBase > ( killScore = 3 )
            symbol.chars().map( c -> c ).sum() > 3
            """)
    void a_condition_that_does_more_than_compare_is_refused(String attack) {
        assertThat(faults(HARMLESS.replace("qtyBase >= 0", attack))).isNotEmpty();
    }

    static Stream<Arguments> around() {
        return Stream.of(
                Arguments.of("a function", "function void f() { System.exit( 0 ); }"),
                Arguments.of("an imported function", "import function java.lang.System.exit"),
                Arguments.of("a static import", "import static java.lang.System.exit"),
                Arguments.of("a foreign import", "import java.io.File"),
                Arguments.of("a whole package", "import java.util.*"),
                Arguments.of("an accumulate function", "import accumulate java.lang.Runtime run"),
                Arguments.of("a query", "query \"q\"\n    Plan()\nend"),
                Arguments.of("a foreign global", "global java.util.List list"),
                Arguments.of("a global of the engine", "global org.kie.api.runtime.KieSession session"),
                Arguments.of("another dialect", "dialect \"mvel\""),
                Arguments.of("a type that extends", "declare Evil extends java.lang.Thread\n    @thresholds\nend"),
                Arguments.of(
                        "a type with a computed value",
                        "declare Evil\n    @thresholds\n    x : long = System.nanoTime()\nend"),
                Arguments.of("a type with a foreign field", "declare Evil\n    @thresholds\n    x : java.io.File\nend"),
                Arguments.of("an event", "declare Plan\n    @role( event )\n    @expires( 1s )\nend"),
                Arguments.of("an enum", "declare enum Evil\n    A( System.nanoTime() );\n    x : long\nend"),
                Arguments.of("an entry point", "declare entry-point \"x\"\nend"),
                Arguments.of(
                        "a window", "declare window W\n    Plan() over window:length( 1 ) from entry-point x\nend"),
                Arguments.of("a trait", "declare trait Evil\n    x : long\nend"),
                Arguments.of("an escape in a comment", "// \\u000a System.exit( 0 );"),
                Arguments.of(
                        "a rule that extends another", "rule \"small: b\" extends \"small: a rule\"\nwhen\nthen\nend"),
                Arguments.of(
                        "a rule name that ends a comment",
                        "rule \"x */ static { System.exit( 0 ); } /*\"\nwhen\nthen\nend"),
                Arguments.of("a timer", "rule \"small: b\"\n    timer( int: 1s )\nwhen\nthen\nend"),
                Arguments.of("salience", "rule \"small: b\"\n    salience( System.nanoTime() )\nwhen\nthen\nend"),
                Arguments.of(
                        "a computed enabled",
                        "rule \"small: b\"\n    enabled( System.exit( 0 ) == null )\nwhen\nthen\nend"),
                Arguments.of("the dialect of one rule", "rule \"small: b\"\n    dialect \"mvel\"\nwhen\nthen\nend"),
                Arguments.of("unknown metadata", "rule \"small: b\"\n    @Watch( * )\nwhen\nthen\nend"),
                Arguments.of("computed metadata", "rule \"small: b\"\n    @gate( System.exit( 0 ) )\nwhen\nthen\nend"),
                Arguments.of("eval", "rule \"small: b\"\nwhen\n    eval( System.exit( 0 ) == null )\nthen\nend"),
                Arguments.of("from", "rule \"small: b\"\nwhen\n    Plan() from java.util.List.of()\nthen\nend"),
                Arguments.of(
                        "an accumulate",
                        "rule \"small: b\"\nwhen\n    accumulate( Plan( $q : qtyBase ); $s : sum( $q ) )\nthen\nend"),
                Arguments.of(
                        "an inline accumulate",
                        "rule \"small: b\"\nwhen\n    Number() from accumulate( Plan(), init( System.exit( 0 ); ), action(), result( 1 ) )\nthen\nend"),
                Arguments.of(
                        "a collect", "rule \"small: b\"\nwhen\n    java.util.List() from collect( Plan() )\nthen\nend"),
                Arguments.of("exists not", "rule \"small: b\"\nwhen\n    exists( not Plan() )\nthen\nend"),
                Arguments.of("forall", "rule \"small: b\"\nwhen\n    forall( Plan() )\nthen\nend"),
                Arguments.of("or", "rule \"small: b\"\nwhen\n    Plan() or Order()\nthen\nend"),
                Arguments.of("any object", "rule \"small: b\"\nwhen\n    Object()\nthen\nend"),
                Arguments.of("a path", "rule \"small: b\"\nwhen\n    /plans[ symbol == \"x\" ]\nthen\nend"),
                Arguments.of(
                        "a second then",
                        "rule \"small: b\"\nwhen\n    Plan()\n    do[other]\nthen\nthen[other]\n    System.exit( 0 );\nend"),
                Arguments.of("a fully qualified pattern", "rule \"small: b\"\nwhen\n    java.lang.Thread()\nthen\nend"),
                Arguments.of(
                        "more patterns than can be joined",
                        "rule \"small: b\"\nwhen\n" + "    Plan()\n".repeat(5) + "then\nend"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("around")
    void what_a_rule_file_needs_not_is_refused(String what, String attack) {
        assertThat(faults(HARMLESS.replace("// around", attack))).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"java.lang", "io.quantum.governor.facts", "org.drools.core", "governor..x"})
    void a_package_that_is_somebody_elses_is_refused(String name) {
        assertThat(faults(HARMLESS.replace("package small", "package " + name))).isNotEmpty();
    }

    @Test
    void what_the_fence_refuses_is_never_compiled() {
        RulebookFiles files = new RulebookFiles(
                new RulebookManifest("small", "1.0.0", "us", "nothing"),
                List.of(new RuleFile("small.drl", HARMLESS.replace("insert( new", "System.exit( 0 ); insert( new"))));
        assertThatThrownBy(() -> RulebookCompiler.compile(files))
                .isInstanceOf(RulebookException.class)
                .hasMessage("small.drl:19: rule \"small: a rule\": a rule may not do this: System.exit(0); "
                        + "a rule may insert a fact or write answers.pass, answers.block or answers.open");
    }

    private static List<Fault> faults(String text) {
        ParsedFile file = ParsedFile.of("small.drl", text);
        return file.faults().isEmpty() ? Fence.check(file, Map.of(), Map.of()) : file.faults();
    }
}
