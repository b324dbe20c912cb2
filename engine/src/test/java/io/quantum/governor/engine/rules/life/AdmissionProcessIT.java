package io.quantum.governor.engine.rules.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import io.quantum.governor.engine.testing.Patience;
import io.quantum.governor.engine.testing.TestRules;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rulebooks that are tried in a process of their own. */
class AdmissionProcessIT {
    private static final String GATE = "gates/kill-score.drl";

    private AdmissionProcess apart = new AdmissionProcess();

    @AfterEach
    void end() {
        apart.close();
        Patience.await().until(() -> children().isEmpty());
    }

    @Test
    void what_was_admitted_there_is_loaded_here_and_the_process_is_kept() {
        assertThat(admit(edited("// calm")).rules().rulebook().digest()).isNotEmpty();
        List<ProcessHandle> first = children();
        admit(edited("// calmer"));

        assertThat(first).hasSize(1);
        assertThat(children()).isEqualTo(first);
    }

    @Test
    void what_is_refused_there_is_refused_here_in_the_same_words() {
        RulebookTexts broken = edited("rule \"kill-score: half\"\nwhen\n    Order( nonsense > 1 )\nthen\nend\n");

        assertThatThrownBy(() -> admit(broken)).satisfies(e -> {
            RefusedException there = (RefusedException) e;
            assertThatThrownBy(() -> Admission.of(Map.of()).admit(broken))
                    .hasMessage(there.getMessage())
                    .extracting(here -> ((RefusedException) here).step())
                    .isEqualTo(there.step());
            assertThat(there.getMessage()).contains("gates/kill-score.drl:");
        });
    }

    @Test
    void what_does_not_end_is_refused_and_its_process_is_gone() {
        apart = new AdmissionProcess(Duration.ZERO);
        assertThatThrownBy(() -> admit(edited("// for ever")))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("does not end within")
                .hasMessageContaining("take back what was changed last");
        Patience.await().until(() -> children().isEmpty());
    }

    @Test
    void a_process_that_was_killed_is_made_anew() {
        admit(edited("// once"));
        children().forEach(ProcessHandle::destroyForcibly);
        Patience.await().until(() -> children().isEmpty());

        admit(edited("// twice"));
    }

    @Test
    void nobody_waits_for_it_when_the_daemon_ends() {
        apart.close();
        assertThatThrownBy(() -> admit(edited("// too late")))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("the daemon ends");
    }

    private Admission.Admitted admit(RulebookTexts texts) {
        return Admission.of(Map.of(), apart).admit(texts);
    }

    /** The tests' rulebook with a text behind one gate's rules that nobody has kept compiled. */
    private static RulebookTexts edited(String text) {
        RulebookTexts rules = RulebookTexts.read(TestRules.DIRECTORY);
        SortedMap<String, String> texts = new TreeMap<>(rules.byPath());
        texts.compute(GATE, (path, before) -> before + "\n// " + UUID.randomUUID() + "\n" + text + "\n");
        return new RulebookTexts(rules.where(), texts);
    }

    private static List<ProcessHandle> children() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().command().orElse("").endsWith("/java"))
                .toList();
    }
}
