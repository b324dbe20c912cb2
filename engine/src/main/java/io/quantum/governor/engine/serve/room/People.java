package io.quantum.governor.engine.serve.room;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.quantum.governor.engine.base.process.FileFault;
import io.quantum.governor.engine.rules.rulebook.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may do what: a file with a line {@code name role sha256} for each person, the last being the SHA-256 of a token that
 * only that person has. It is read anew each time, so a person who is taken out of it can do nothing from then on.
 *
 * @param file empty when nobody may change anything by the page
 */
record People(Optional<Path> file) {
    private static final Logger LOG = LoggerFactory.getLogger(People.class);
    private static final long LARGEST = 1 << 20;
    private static final Pattern LINE =
            Pattern.compile("(?<name>[A-Za-z0-9._@-]{1,64})\\s+(?<role>viewer|operator)\\s+(?<sha>[0-9a-fA-F]{64})");

    /** The group may read it: a service is not the owner of its configuration. */
    private static final Set<PosixFilePermission> FORBIDDEN =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);

    /** The file can't be used. The message is for who has sent the request, and shows nothing of what is in it. */
    static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1;

        UnusableException(String message) {
            super(message);
        }
    }

    /**
     * Whose token it is.
     *
     * @return empty when it is nobody's
     */
    Optional<Person> byToken(String token) throws UnusableException {
        byte[] asked = sha256(token).getBytes(US_ASCII);
        Optional<Person> found = Optional.empty();
        for (Person person : all()) {
            // the whole file, so that the time does not tell how near a token comes
            if (MessageDigest.isEqual(asked, person.sha256().getBytes(US_ASCII))) {
                found = Optional.of(person);
            }
        }
        return token.isEmpty() ? Optional.empty() : found;
    }

    /** Whether somebody still may do what they could when they signed in. */
    boolean has(Person person) throws UnusableException {
        return all().contains(person);
    }

    private List<Person> all() throws UnusableException {
        Path tokens = file.orElseThrow(() -> new UnusableException(
                "nobody can sign in here: set GOV_ROOM_TOKENS to a file of tokens, made by governor token; the command that"
                        + " does the same works without"));
        try {
            if (FORBIDDEN.stream().anyMatch(Files.getPosixFilePermissions(tokens)::contains)) {
                throw new UnusableException(tokens
                        + ": others may read it, or change it; chmod 640 it, and make new tokens if they may have");
            }
            if (Files.size(tokens) > LARGEST) {
                throw new UnusableException(tokens + ": larger than a file of tokens can be");
            }
            List<String> lines = Files.readString(tokens).lines().toList();
            return read(tokens, lines);
        } catch (IOException e) {
            throw new UnusableException(tokens + ": " + FileFault.reason(e));
        }
    }

    /** A line that nobody can read costs the others nothing. */
    private static List<Person> read(Path tokens, List<String> lines) {
        List<Person> read = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher line = LINE.matcher(lines.get(i).strip());
            if (line.matches()) {
                read.add(new Person(
                        line.group("name"),
                        Person.Role.valueOf(line.group("role")),
                        line.group("sha").toLowerCase(Locale.ROOT)));
            } else if (!lines.get(i).isBlank() && !lines.get(i).startsWith("#")) {
                LOG.warn(
                        "{}: line {} is not: name, viewer or operator, SHA-256 of a token; nobody has it",
                        tokens,
                        i + 1);
            }
        }
        return read;
    }

    /** What stands in the file for a token. */
    static String sha256(String token) {
        return Sha256.hex(token.getBytes(UTF_8));
    }
}
