package io.quantum.governor.engine.base.settings;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who is told what holds, and how. Addresses and the secret are never shown.
 *
 * @param targets where messages go
 * @param secret with which messages to targets of one's own are signed; empty for none
 * @param heartbeat is asked for while plans are decided; empty for none
 * @param warnRatio how much of a limit may be used before somebody is told; 1 is all of it
 * @param dashboard where people reach the governor's pages; empty when nobody has said
 * @param outbox the directory in which messages wait until they are delivered
 */
public record NotifySettings(
        List<NotifyTarget> targets,
        String secret,
        Optional<URI> heartbeat,
        double warnRatio,
        String dashboard,
        Path outbox) {
    private static final String TARGETS = "GOV_NOTIFY";
    private static final String FILE = "GOV_NOTIFY_FILE";
    private static final double WARN_RATIO = 0.8;
    private static final int MOST_TARGETS = 20;

    static NotifySettings of(Environment env, Path data) {
        return new NotifySettings(
                targets(env),
                SecretText.of(env, "GOV_NOTIFY_SECRET", "GOV_NOTIFY_SECRET_FILE", "the secret"),
                env.secret(
                        "GOV_HEARTBEAT_URL",
                        Optional.empty(),
                        "an address such as https://hc-ping.com/UUID",
                        text -> Optional.of(NotifyTarget.address(text))),
                env.parsed("GOV_NOTIFY_WARN_RATIO", WARN_RATIO, "a number above 0 and up to 1", NotifySettings::share),
                env.parsed(
                        "GOV_NOTIFY_LINK",
                        "",
                        "where people reach the governor's pages, such as https://governor.example",
                        text -> NotifyTarget.address(text).toString().replaceFirst("/+$", "")),
                data.resolve("notify"));
    }

    /** In a file there is one a line, and what begins with # is a comment; an address may hold a comma there. */
    private static List<NotifyTarget> targets(Environment env) {
        boolean fromFile = env.isSet(FILE);
        String all = SecretText.of(env, TARGETS, FILE, "one target a line");
        List<NotifyTarget> targets = new ArrayList<>();
        int number = 0;
        for (String text : all.split(fromFile ? "\\R" : ",", -1)) {
            number++;
            if (text.isBlank() || (fromFile && text.strip().startsWith("#"))) {
                continue;
            }
            try {
                targets.add(NotifyTarget.parse(text.strip(), targets));
            } catch (IllegalArgumentException e) {
                env.fault((fromFile ? FILE + ": line " : TARGETS + ": target ") + number + " (not shown) is none; give "
                        + NotifyTarget.ALLOWED);
            }
        }
        if (targets.size() > MOST_TARGETS) {
            env.fault((fromFile ? FILE : TARGETS) + ": " + targets.size() + " targets; give " + MOST_TARGETS
                    + " at most");
        }
        return List.copyOf(targets);
    }

    private static double share(String text) {
        double share = Double.parseDouble(text);
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("out of range");
        }
        return share;
    }

    /** Whether anybody is told anything. */
    public boolean isOn() {
        return !targets.isEmpty();
    }

    @Override
    public String toString() {
        return targets.isEmpty() ? "no targets" : "targets " + targets;
    }
}
