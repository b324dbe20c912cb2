package io.quantum.governor.engine.serve.room;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Reads a stream of events as a page does, on a thread of its own until it is closed. */
final class EventReader implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Stream<String> lines;
    private final List<Event> events = new CopyOnWriteArrayList<>();

    /** What was told. */
    record Event(String topic, String id, JsonNode data) {}

    /** @param lastId of the last event that is known; empty for none */
    EventReader(String url, String lastId) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        if (!lastId.isEmpty()) {
            request.header("Last-Event-ID", lastId);
        }
        HttpResponse<Stream<String>> response = HTTP.send(request.build(), BodyHandlers.ofLines());
        lines = response.body();
        Thread reader = new Thread(this::read, "event-reader");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        String topic = "";
        String id = "";
        String data = "";
        try {
            for (String line : (Iterable<String>) lines::iterator) {
                if (line.isEmpty()) {
                    if (!topic.isEmpty()) {
                        events.add(new Event(topic, id, JSON.readTree(data)));
                    }
                    topic = "";
                    id = "";
                } else if (line.startsWith("event:")) {
                    topic = line.substring(6);
                } else if (line.startsWith("id:")) {
                    id = line.substring(3);
                } else if (line.startsWith("data:")) {
                    data = line.substring(5);
                }
            }
        } catch (UncheckedIOException e) {
            // it was closed
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(data, e);
        }
    }

    List<Event> events(String topic) {
        return events.stream().filter(e -> e.topic().equals(topic)).toList();
    }

    /** The plans of all decisions, in the order in which they were told. */
    List<String> plans() {
        List<String> plans = new ArrayList<>();
        events("decision")
                .forEach(e -> e.data().forEach(row -> plans.add(row.path("plan").asText())));
        return plans;
    }

    @Override
    public void close() {
        lines.close();
    }
}
