package io.quantum.governor.engine.tools.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.rules.rulebook.ShortDigest;
import io.quantum.governor.engine.rules.ruletest.TextTable;
import io.quantum.governor.engine.serve.release.DaemonReport;
import io.quantum.governor.engine.serve.release.ReleaseList;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code governor releases}: what is published, what is active, what runs. */
@Command(
        name = "releases",
        description = "Shows the published releases, which of them is active, and which each daemon decides by.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = Main.EXIT_CODES,
        exitCodeList = {"0:shown", "1:usage or I/O", "3:a key or signature is wrong"})
final class ReleasesCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private KeysOption keys = new KeysOption();

    @Option(names = "--format", description = "pretty or json. Default: ${DEFAULT-VALUE}.")
    private Format format = Format.pretty;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        try (OpenDesk open = new OpenDesk(keys.trusted())) {
            ReleaseList list = open.desk().list();
            if (format == Format.json) {
                out.println(new String(Json.bytes(list), UTF_8));
            } else {
                out.print(releases(list));
                out.print(daemons(list));
                out.flush();
            }
        }
        return 0;
    }

    private static String releases(ReleaseList list) {
        if (list.releases().isEmpty()) {
            return "no release is published\n" + Next.lines("release --help") + "\n";
        }
        TextTable table = new TextTable().row("", "release", "digest", "by", "made", "approved by", "reason");
        list.releases()
                .forEach(r -> table.row(
                        r.active() ? "*" : "",
                        r.version(),
                        ShortDigest.of(r.digest()),
                        r.releasedBy(),
                        r.at(),
                        String.join(", ", r.approvedBy()),
                        r.problem().isEmpty() ? r.reason() : r.problem()));
        StringBuilder untested = new StringBuilder();
        list.releases().stream()
                .filter(r -> !r.untested().isEmpty())
                .forEach(r -> untested.append("  ")
                        .append(r.version())
                        .append(" has rules that no test fires, ")
                        .append(r.untested())
                        .append('\n'));
        return table.text() + untested + (list.active().isEmpty() ? "  none of them is active\n" : "  * is active\n");
    }

    private static String daemons(ReleaseList list) {
        if (list.daemons().isEmpty()) {
            return "no daemon has reported in the last 15 s\n";
        }
        TextTable table = new TextTable().row("daemon", "runs", "since", "problem");
        for (DaemonReport daemon : list.daemons()) {
            table.row(
                    daemon.daemon(),
                    daemon.version().isEmpty() ? "none" : daemon.version(),
                    daemon.since(),
                    daemon.problem());
        }
        return table.text();
    }
}
