package io.quantum.governor.loaders.gauge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quantum.governor.facts.DeclaredFact;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.Unavailable;
import io.quantum.governor.loaders.declared.About;
import io.quantum.governor.loaders.declared.FactDeclaration;
import io.quantum.governor.loaders.declared.TestFacts.Heat;
import io.quantum.governor.loaders.declared.TestFacts.Other;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Gauges of a page over real HTTP. */
class GaugePagesIT {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-01-28T12:00:00Z"), ZoneOffset.UTC);
    private static final About BTC = About.symbol("BTCUSDT", LocalDate.EPOCH);
    private static final Duration LIMIT = Duration.ofMillis(700);

    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server = server();
    private final GaugePages gauges =
            pages("http://127.0.0.1:" + server.getAddress().getPort() + "/metrics", LIMIT);
    private volatile Answer answer = page("");

    /** How the page answers. */
    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private HttpServer server() {
        try {
            HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            made.setExecutor(threads);
            made.createContext("/metrics", exchange -> {
                asked.incrementAndGet();
                answer.to(exchange);
            });
            made.start();
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GaugePages pages(String url, Duration limit) {
        return new GaugePages(Map.of("TEST_METRICS_URL", url), limit, NOON);
    }

    @AfterEach
    void end() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource({
        "p26_heat_value 0.7, 0.7",
        "p26_heat_value{gate=\"a b\"}\t7e-1 1769601600000, 0.7",
        "p26_heat_value 0, 0"
    })
    void a_gauge_is_found_on_the_page_with_labels_and_a_time_or_without(String line, double heat) {
        answer = page(
                "# HELP p26_heat_value Heat\n# TYPE p26_heat_value gauge\n" + line + "\np26_heat_value_max 0.99\n");
        refresh(Heat.class);

        assertThat(heat()).isEqualTo(new Heat(heat, 0));
    }

    @Test
    void its_age_is_that_of_the_last_answer() {
        answer = page("p26_heat_value 0.7\n");
        refresh(Heat.class);

        assertThat(gauges.fact(
                        FactDeclaration.of(Heat.class), BTC, NOON.instant().plusSeconds(9)))
                .isEqualTo(new Heat(0.7, 9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "p26_heat_value_max 1\n", "# p26_heat_value 1\n", "p26_heat 1\n"})
    void a_gauge_that_is_not_on_the_page_is_missing(String text) {
        answer = page(text);
        refresh(Heat.class);

        assertThat(heat()).isEqualTo(new Unavailable("heat", Unavailable.MISSING, "p26_heat_value"));
    }

    @Test
    void several_samples_leave_open_which_one_is_meant() {
        answer = page("p26_heat_value{a=\"1\"} 1\np26_heat_value{a=\"2\"} 2\np26_other 3\n");
        refresh(Heat.class, Other.class);

        assertUnreadable("p26_heat_value has 2 samples on the page");
        assertThat(gauges.fact(FactDeclaration.of(Other.class), BTC, NOON.instant()))
                .isEqualTo(new Other(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "+Inf", "hot"})
    void a_value_that_is_no_finite_number_is_unreadable(String value) {
        answer = page("p26_heat_value " + value + "\n");
        refresh(Heat.class);

        assertUnreadable("value must be a finite number, is '" + value + "'");
    }

    @Test
    void a_gauge_that_can_not_be_read_any_more_tells_nothing_until_it_can() {
        answer = page("p26_heat_value 0.7\n");
        refresh(Heat.class);
        answer = exchange -> send(exchange, 500, "p26_heat_value 0.5\n");
        gauges.refresh(Duration.ZERO);
        assertUnreadable("answered with status 500");

        answer = page("p26_heat_value 0.6\n");
        gauges.refresh(Duration.ZERO);
        assertThat(heat()).isEqualTo(new Heat(0.6, 0));
    }

    @Test
    void a_page_that_never_ends_its_answer_is_waited_for_only_so_long() {
        answer = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("p26_heat_value 0.5\n".getBytes(UTF_8));
            exchange.getResponseBody().flush();
            await();
        };
        refresh(Heat.class);

        assertUnreadable("did not answer within 700 ms");
    }

    @Test
    void a_page_without_end_is_not_taken_into_memory() {
        byte[] some = "p26_heat_value 0.5\n# and so on\n".repeat(1000).getBytes(UTF_8);
        answer = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                while (closed.getCount() > 0) {
                    body.write(some);
                }
            }
        };
        GaugePages patient =
                pages("http://127.0.0.1:" + server.getAddress().getPort() + "/metrics", Duration.ofMinutes(1));
        patient.follow(List.of(FactDeclaration.of(Heat.class)));
        patient.refresh(Duration.ZERO);

        assertThat(patient.fact(FactDeclaration.of(Heat.class), BTC, NOON.instant()))
                .asString()
                .contains("unreadable", "larger than 4194304 bytes");
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:1/metrics, could not be read",
        "http://127.0.0.1:99999/metrics, port",
        "nonsense, TEST_METRICS_URL is no address of a page",
    })
    void a_page_that_is_not_there_is_unreadable(String url, String why) {
        GaugePages nowhere = pages(url, LIMIT);
        nowhere.follow(List.of(FactDeclaration.of(Heat.class)));
        nowhere.refresh(Duration.ZERO);

        assertThat(nowhere.fact(FactDeclaration.of(Heat.class), BTC, NOON.instant()))
                .asString()
                .contains("unreadable", why);
    }

    @Test
    void a_gauge_whose_page_is_not_configured_is_missing() {
        GaugePages nowhere = pages("", LIMIT);
        nowhere.follow(List.of(FactDeclaration.of(Heat.class)));
        nowhere.refresh(Duration.ZERO);

        assertThat(nowhere.fact(FactDeclaration.of(Heat.class), BTC, NOON.instant()))
                .isEqualTo(new Unavailable("heat", Unavailable.MISSING, "p26_heat_value"));
    }

    @Test
    void a_page_is_asked_once_for_all_its_gauges_and_not_again_before_it_is_due() {
        answer = page("p26_heat_value 0.7\np26_other 1\n");
        refresh(Heat.class, Other.class);
        assertThat(asked).hasValue(1);

        gauges.refresh(Duration.ofSeconds(1));
        assertThat(asked).hasValue(1);

        gauges.refresh(Duration.ZERO);
        assertThat(asked).hasValue(2);
    }

    @Test
    void what_nobody_follows_is_not_asked_for_and_forgotten() {
        answer = page("p26_heat_value 0.7\n");
        gauges.refresh(Duration.ZERO);
        assertThat(asked).hasValue(0);
        assertUnreadable("not asked for yet");

        refresh(Heat.class);
        gauges.follow(List.of());
        gauges.refresh(Duration.ZERO);
        assertThat(asked).hasValue(1);
        assertUnreadable("not asked for yet");
    }

    private static Answer page(String text) {
        return exchange -> send(exchange, 200, text);
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void await() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void refresh(Class<?>... kinds) {
        gauges.follow(Arrays.stream(kinds)
                .map(kind -> FactDeclaration.of(kind.asSubclass(DeclaredFact.class)))
                .toList());
        gauges.refresh(Duration.ZERO);
    }

    private Fact heat() {
        return gauges.fact(FactDeclaration.of(Heat.class), BTC, NOON.instant());
    }

    private void assertUnreadable(String why) {
        assertThat(heat()).isInstanceOfSatisfying(Unavailable.class, gone -> {
            assertThat(gone.fact()).isEqualTo("heat");
            assertThat(gone.cause()).isEqualTo(Unavailable.UNREADABLE);
            assertThat(gone.detail()).startsWith("p26_heat_value: ").contains(why);
        });
    }
}
