package io.quantum.governor.loaders.binance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quantum.governor.loaders.binance.ExchangeFailure.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalTest {
    @ParameterizedTest
    @CsvSource({
        "429,RATE_LIMITED", "418,BANNED", "403,FORBIDDEN", "408,VENUE_TROUBLE", "500,VENUE_TROUBLE",
        "503,VENUE_TROUBLE", "401,REFUSED", "400,REFUSED", "302,REFUSED", "204,REFUSED"
    })
    void knows_what_a_status_means(int status, Kind kind) {
        assertThat(refusal(status, "", "").failure().kind()).isEqualTo(kind);
    }

    @Test
    void knows_a_refused_timestamp_by_its_code() {
        assertThat(refusal(400, "", "{\"code\":-1021,\"msg\":\"\"}").failure().kind())
                .isEqualTo(Kind.CLOCK_SKEW);
    }

    @ParameterizedTest
    @CsvSource({"429,7,7", "418,300,300", "429,0.2,1", "429,'',60", "418,'',120", "429,soon,60", "429,-5,60"})
    void stays_away_as_long_as_told_or_a_while(int status, String retryAfter, long seconds) {
        assertThat(refusal(status, retryAfter, "").pause()).hasSeconds(seconds);
    }

    @Test
    void stays_away_three_days_at_the_longest() {
        assertThat(refusal(418, "999999999999", "").pause()).isEqualTo(Duration.ofDays(3));
    }

    @Test
    void an_error_of_the_venue_needs_no_pause_of_the_whole_address() {
        assertThat(refusal(503, "9", "").pause()).isZero();
    }

    @Test
    void tells_the_code_in_our_words_and_nothing_of_the_body() {
        assertThat(refusal(401, "", "{\"code\":-2015,\"msg\":\"bad key abc\"}").failure())
                .hasMessage("HTTP 401, code -2015 (API key, IP address or permissions are not accepted)");
        assertThat(refusal(403, "", "<html>abc</html>").failure()).hasMessage("HTTP 403");
    }

    private static Refusal refusal(int status, String retryAfter, String body) {
        return Refusal.of(status, retryAfter, body.getBytes(UTF_8));
    }
}
