package io.quantum.governor.engine.rules.rulebook;

import io.quantum.governor.engine.rules.rulebook.fence.Fault;
import java.util.List;
import java.util.stream.Collectors;

/** A rulebook that can't be used; the message names the file, the line where it is known, and what is wrong. */
public final class RulebookException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    public RulebookException(String message) {
        super(message);
        this.faults = List.of();
    }

    /** One line for each fault. */
    public RulebookException(List<Fault> faults) {
        super(faults.stream().map(Fault::toString).collect(Collectors.joining("\n")));
        this.faults = List.copyOf(faults);
    }

    /** What is wrong in rule files; empty when something else is. */
    public List<Fault> faults() {
        return faults;
    }
}
