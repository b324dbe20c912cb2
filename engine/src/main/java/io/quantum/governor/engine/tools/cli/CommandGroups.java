package io.quantum.governor.engine.tools.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;

/** The list of commands in the help: a line each, by what one is about to do. */
final class CommandGroups implements IHelpSectionRenderer {
    private static final Map<String, Map<String, String>> GROUPS = new LinkedHashMap<>();

    static {
        group(
                "Try it",
                "demo",
                "watch a governor decide, with a Redis and an exchange of its own",
                "bench",
                "measure what a decision costs on this machine",
                "sample",
                "make recorded plans of simulated days, to replay");
        group(
                "Run it",
                "run",
                "run the daemon",
                "prepare",
                "compile and test a rulebook before a daemon needs it",
                "observe",
                "compare with the governor that this one is to replace");
        group(
                "Watch and stop",
                "status",
                "mode, disarm, kill switches, rulebook, limits used",
                "gates",
                "when each gate passed, blocked and opened last",
                "kill",
                "turn the kill switch on or off",
                "disarm",
                "put the executor into dry_run",
                "rearm",
                "put the executor back into testnet or production",
                "token",
                "let somebody act by the control room",
                "notify",
                "try whether messages reach people");
        group(
                "Ask why",
                "explain",
                "why a plan was permitted or blocked, in sentences",
                "audit",
                "search, verify and export what was decided");
        group(
                "Write rules",
                "lint",
                "what is wrong with rule files, and how to fix it",
                "test",
                "run the tests of a rulebook",
                "facts",
                "the facts that a rulebook declares",
                "lock",
                "renew the checksums and versions of rule files",
                "replay",
                "decide recorded plans again by other rules",
                "shadow",
                "let other rules judge live plans without deciding");
        group(
                "Release rules",
                "keygen",
                "make a pair of signing keys",
                "release",
                "sign a rulebook",
                "publish",
                "put a release into Redis",
                "diff",
                "what a release changes, and whether it is looser",
                "approve",
                "approve a release",
                "activate",
                "let a release decide",
                "rollback",
                "go back to the release before",
                "releases",
                "which release decides, at which daemon");
        group("", "help", "the options of a command: governor help COMMAND");
    }

    private static void group(String title, String... namesAndLines) {
        Map<String, String> lines = new LinkedHashMap<>();
        for (int i = 0; i < namesAndLines.length; i += 2) {
            lines.put(namesAndLines[i], namesAndLines[i + 1]);
        }
        GROUPS.put(title, lines);
    }

    @Override
    public String render(Help help) {
        StringBuilder text = new StringBuilder();
        GROUPS.forEach((title, lines) -> {
            text.append(title.isEmpty() ? "" : title + ":").append(System.lineSeparator());
            lines.forEach((name, line) -> {
                // the commands to try it with are no part of the daemon's own
                if (help.allSubcommands().containsKey(name)) {
                    text.append(String.format(Locale.ROOT, "  %-9s %s%n", name, line));
                }
            });
        });
        return text.toString();
    }
}
