package io.quantum.governor.engine.tools.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quantum.governor.engine.rules.rulebook.Sha256;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code governor token}: lets one person act by the control room. */
@Command(
        name = "token",
        description = {
            "Makes a token for one person, and the line that stands for it in the file that GOV_ROOM_TOKENS names. The token"
                    + " is shown this once and kept nowhere; the line tells nobody what it is.",
            "Next: add the line to the file, which the governor reads at each sign-in, and chmod 640 the file."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = Main.EXIT_CODES,
        exitCodeList = {"0:made", "1:usage"},
        footer = {"", "Example:", "  governor token ada --role operator"})
final class TokenCommand implements Callable<Integer> {
    private static final int BYTES = 32;

    /** What somebody may do. */
    enum Role {
        viewer,
        operator
    }

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "Whose it is: letters, digits, . _ @ and -.")
    private String name = "";

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            required = true,
            description = "operator: may stop and loosen; viewer: may look and no more.")
    private Role role = Role.viewer;

    @Override
    public Integer call() {
        if (!name.matches("[A-Za-z0-9._@-]{1,64}")) {
            throw new IllegalArgumentException("'" + name + "' is not allowed; give letters, digits, . _ @ and -");
        }
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        Objects.requireNonNull(spec)
                .commandLine()
                .getOut()
                .printf("token  %s%nline   %s %s %s%n", token, name, role, Sha256.hex(token.getBytes(UTF_8)));
        return 0;
    }
}
