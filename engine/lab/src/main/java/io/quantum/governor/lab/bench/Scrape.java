package io.quantum.governor.lab.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** What a governor tells of its own memory. */
final class Scrape {
    private static final String METASPACE = "jvm_memory_used_bytes{area=\"nonheap\",id=\"Metaspace\"} ";
    private static final double MEGA = 1024.0 * 1024;

    private Scrape() {}

    /** How much memory its classes take, for people. */
    static String metaspace(int port) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                    .build();
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(METASPACE))
                    .map(line -> Math.round(Double.parseDouble(line.substring(METASPACE.length())) / MEGA) + " MB")
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
