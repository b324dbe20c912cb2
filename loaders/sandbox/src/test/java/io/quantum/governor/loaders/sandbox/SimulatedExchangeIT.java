package io.quantum.governor.loaders.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SimulatedExchangeIT {
    private static final String SIGNED = SimulatedExchange.POSITIONS_PATH + "?timestamp=1&signature=00";

    private final SimulatedExchange exchange = SimulatedExchange.start(42);
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void end() {
        exchange.close();
    }

    @Test
    void refuses_a_signed_request_without_key() throws Exception {
        HttpResponse<String> answer = get(SIGNED);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("\"code\":-2014");
    }

    @Test
    void refuses_a_key_that_it_does_not_know() throws Exception {
        assertThat(get(SIGNED, "X-MBX-APIKEY", "other").body()).contains("\"code\":-2015");
    }

    @Test
    void refuses_a_wrong_signature() throws Exception {
        HttpResponse<String> answer = get(SIGNED, "X-MBX-APIKEY", SimulatedExchange.API_KEY);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"code\":-1022");
    }

    @Test
    void tells_used_weight_and_counts_requests() throws Exception {
        exchange.setUsedWeight(100);
        HttpResponse<String> answer = get(SimulatedExchange.PRICES_PATH);

        assertThat(answer.headers().firstValue("X-MBX-USED-WEIGHT-1M"))
                .hasValueSatisfying(
                        weight -> assertThat(weight).isIn("110", "10")); // 10 when the minute has just ended
        assertThat(exchange.requests(SimulatedExchange.PRICES_PATH)).isEqualTo(1);
        assertThat(exchange.requests(SimulatedExchange.TIME_PATH)).isZero();
    }

    @Test
    void prices_walk_within_the_fraction_and_alike_for_one_seed() throws Exception {
        exchange.setMarkPrice("BTCUSDT", 100);
        exchange.movePrices(0.01);
        String here = price(get(SimulatedExchange.PRICES_PATH).body());
        try (SimulatedExchange twin = SimulatedExchange.start(42)) {
            twin.setMarkPrice("BTCUSDT", 100);
            twin.movePrices(0.01);
            String there = price(http.send(
                            HttpRequest.newBuilder(URI.create(twin.baseUrl() + SimulatedExchange.PRICES_PATH))
                                    .build(),
                            BodyHandlers.ofString())
                    .body());

            assertThat(there).isEqualTo(here);
        }
        assertThat(Double.parseDouble(here)).isBetween(99.0, 101.0).isNotEqualTo(100);
    }

    private static String price(String body) {
        return body.replaceAll(".*\"markPrice\":\"([0-9.]+)\".*", "$1");
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(exchange.baseUrl() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
