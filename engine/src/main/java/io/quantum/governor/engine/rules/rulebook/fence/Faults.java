package io.quantum.governor.engine.rules.rulebook.fence;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong in one rule file. */
final class Faults {
    private final String file;
    private final List<Fault> all = new ArrayList<>();

    Faults(String file) {
        this.file = file;
    }

    void add(int line, String rule, String sentence, String remedy) {
        all.add(new Fault(file, Math.max(1, line), rule, sentence, remedy));
    }

    List<Fault> all() {
        return all.stream().distinct().toList();
    }
}
