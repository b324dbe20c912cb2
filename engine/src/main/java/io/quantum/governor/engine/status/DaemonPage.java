package io.quantum.governor.engine.status;

import com.fasterxml.jackson.databind.JsonNode;
import io.quantum.governor.engine.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Asks the running daemon for a page. */
public final class DaemonPage {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int OK = 200;

    private DaemonPage() {}

    /** Where it is: what a person says, else what the environment says. */
    public static String address(String said, Map<String, String> environment) {
        if (!said.isBlank()) {
            return said.strip();
        }
        String bind = environment.getOrDefault("GOV_HTTP_BIND", "").strip();
        String port = environment.getOrDefault("METRICS_PORT", "").strip();
        // an address that means every interface is none that can be asked
        String host = bind.isEmpty() || bind.equals("0.0.0.0") || bind.equals("::") ? "127.0.0.1" : bind;
        return "http://" + host + ":" + (port.isEmpty() ? "8044" : port);
    }

    /** The page as JSON; empty when no governor of this version answers. */
    public static Optional<JsonNode> ask(String address) throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE).build();
        try {
            var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            return answer.statusCode() == OK ? Optional.of(Json.MAPPER.readTree(answer.body())) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
