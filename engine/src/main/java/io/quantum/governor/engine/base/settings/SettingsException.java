package io.quantum.governor.engine.base.settings;

import java.util.List;

/** Settings that can't be used; the message has one line for each variable: its name, its value and what is allowed. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SettingsException(List<String> faults) {
        super(String.join("\n", faults));
    }
}
