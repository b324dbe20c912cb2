package io.quantum.governor.engine.base.settings;

import io.quantum.governor.engine.base.process.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A secret that stands in a variable, or in a file that another variable names. */
final class SecretText {
    private SecretText() {}

    /**
     * Reads it.
     *
     * @param what it is, for people: {@code the token}
     * @return empty when neither variable is set, or there is a fault
     */
    static String of(Environment env, String variable, String fileVariable, String what) {
        if (env.isSet(variable) && env.isSet(fileVariable)) {
            env.fault(variable + ", " + fileVariable + ": both are set; give one of them");
        }
        if (!env.isSet(fileVariable)) {
            return env.text(variable, "");
        }
        Path file = Path.of(env.text(fileVariable, ""));
        try {
            String text = Files.readString(file).strip();
            if (text.isEmpty()) {
                env.fault(fileVariable + ": " + file + " is empty; write " + what + " into it");
            }
            return text;
        } catch (IOException e) {
            env.fault(fileVariable + ": " + file + ": " + FileFault.reason(e) + "; name a file that holds " + what);
            return "";
        }
    }
}
