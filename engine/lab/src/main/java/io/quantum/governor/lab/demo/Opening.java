package io.quantum.governor.lab.demo;

import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.serve.daemon.Daemon;
import io.quantum.governor.loaders.sandbox.SimulatedExchange;
import java.util.List;

/** What the demo says before the first scene: what runs, and where to look. */
final class Opening {
    private static final int DIGEST_LETTERS = 12;

    private Opening() {}

    static List<String> lines(
            String mode, ActiveRules active, String redis, SimulatedExchange exchange, Daemon daemon) {
        var rulebook = active.rulebook();
        String governor = "http://127.0.0.1:" + daemon.port();
        return List.of(
                "The governor decides, mode " + mode + ". Watch it in a browser: " + governor + "/",
                "  rulebook  " + rulebook.manifest().name() + " "
                        + rulebook.manifest().version() + " ("
                        + rulebook.digest().substring(0, DIGEST_LETTERS) + ")",
                "  Redis     " + redis,
                "  exchange  " + exchange.baseUrl() + SimulatedExchange.PRICES_PATH + " (simulated)",
                "  metrics   " + governor + "/metrics",
                "  health    " + governor + "/health",
                "  budgets   http://127.0.0.1:" + daemon.budgetPort()
                        + "/metrics (a cycle each second; a violation counts for " + Demo.VIOLATION_WINDOW.toSeconds()
                        + " s)",
                "  proposals http://127.0.0.1:" + daemon.allocationPort() + "/metrics (in shadow, each second)",
                "Ctrl-C ends the demo with a summary.",
                "",
                DecisionLine.heading());
    }
}
