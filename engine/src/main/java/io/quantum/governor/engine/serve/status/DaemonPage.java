package io.quantum.governor.engine.serve.status;

import com.fasterxml.jackson.databind.JsonNode;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.serve.http.HttpPages;
import io.quantum.governor.loaders.redis.Cell;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A page of the running daemon, for whoever only asks.
 *
 * @param url where it is
 */
public record DaemonPage(String url) {
    private static final int OK = 200;
    private static final int CONNECT_MILLIS = 2000;
    /** Longer than a daemon waits for a Redis that does not answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** What the daemon answers. */
    public record Answer(int status, String body) {
        /** Whether it is what was asked for. */
        public boolean isOk() {
            return status == OK;
        }
    }

    /**
     * A page of the daemon that the environment names, or another one.
     *
     * @param daemon where another one is, {@code http://127.0.0.1:8044}; blank for that of the environment
     * @param path begins with a slash
     * @throws IllegalArgumentException when it is no such place
     */
    public static DaemonPage of(String daemon, String path) {
        if (!daemon.isBlank() && !daemon.strip().matches("https?://[^/?#]+(/[^?#]*)?")) {
            throw new IllegalArgumentException(
                    "--url: '" + daemon + "' is no place of a daemon; write it like http://127.0.0.1:8044");
        }
        return new DaemonPage(
                (daemon.isBlank() ? daemon(System.getenv()) : daemon.strip().replaceFirst("/+$", "")) + path);
    }

    /** Where each cell has a port of its own, and nobody says which, the daemon of another cell answers. */
    private void refuseAnotherCell(@Nullable String cell) throws IOException {
        if (cell != null && !cell.equals(Cell.prefix())) {
            throw new IOException("the daemon at " + url + " serves the cell '" + cell + "', and " + Cell.VARIABLE
                    + " is '" + Cell.prefix() + "'; set METRICS_PORT, or --url, to where the daemon of your cell is");
        }
    }

    /**
     * Asks for the page.
     *
     * @param patience for the answer; who does not take the connection within two seconds is not there
     * @throws IOException when nobody answers
     */
    public Answer ask(Duration patience) throws IOException {
        // the newer HTTP client takes a command longer to load than the daemon takes to answer
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection();
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout((int) patience.toMillis());
        try {
            int status = connection.getResponseCode();
            refuseAnotherCell(connection.getHeaderField(HttpPages.CELL.toString()));
            try (@Nullable
                    InputStream body = status == OK ? connection.getInputStream() : connection.getErrorStream()) {
                return new Answer(status, body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
        } finally {
            connection.disconnect();
        }
    }

    /** The page as JSON; empty when no governor of this version answers within a few seconds. */
    public Optional<JsonNode> json() {
        try {
            Answer answer = ask(PATIENCE);
            return answer.isOk() ? Optional.of(Json.MAPPER.readTree(answer.body())) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** An address that means every interface is none that can be asked. */
    private static String daemon(Map<String, String> environment) {
        String bind = environment.getOrDefault("GOV_HTTP_BIND", "").strip();
        String port = environment.getOrDefault("METRICS_PORT", "").strip();
        String host = bind.isEmpty() || bind.equals("0.0.0.0") || bind.equals("::") ? "127.0.0.1" : bind;
        return "http://" + host + ":" + (port.isEmpty() ? "8044" : port);
    }
}
