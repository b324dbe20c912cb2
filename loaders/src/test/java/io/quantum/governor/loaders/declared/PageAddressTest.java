package io.quantum.governor.loaders.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageAddressTest {
    private static final URI HERE = URI.create("http://localhost:8056/metrics");

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8056/metrics", "http://127.0.0.1/", "http://[::1]:9/a/b-c_d.e"})
    void a_page_of_this_machine_may_be_named(String address) {
        assertThat(PageAddress.parse(address).in(Map.of())).contains(URI.create(address));
    }

    @Test
    void a_variable_holds_any_address_that_the_operator_sets() {
        PageAddress page = PageAddress.parse("{HEAT_GATE_METRICS_URL}");

        assertThat(page.in(Map.of("HEAT_GATE_METRICS_URL", " https://heat.example/metrics ")))
                .contains(URI.create("https://heat.example/metrics"));
        assertThat(page.in(Map.of())).isEmpty();
        assertThat(page.in(Map.of("HEAT_GATE_METRICS_URL", " "))).isEmpty();
    }

    @Test
    void without_the_variable_the_address_beside_it_holds() {
        PageAddress page = PageAddress.parse("{HEAT_GATE_METRICS_URL|http://localhost:8056/metrics}");

        assertThat(page.in(Map.of())).contains(HERE);
        assertThat(page.in(Map.of("HEAT_GATE_METRICS_URL", ""))).contains(HERE);
        assertThat(page.in(Map.of("HEAT_GATE_METRICS_URL", "http://heat/metrics")))
                .contains(URI.create("http://heat/metrics"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://heat:8056/metrics",
                "http://10.0.0.1/metrics",
                "http://localhost.example/metrics",
                "http://localhost@evil.example/metrics",
                "http://evil.example#@localhost/metrics",
                "http://localhost:8056/metrics?to=evil",
                "https://localhost/metrics",
                "file:///etc/passwd",
                "localhost:8056/metrics",
                "http://localhost",
                "{GOV_API_TOKEN}",
                "{heat_METRICS_URL}",
                "{HEAT_GATE_METRICS_URL|http://evil.example/metrics}",
                "{HEAT_GATE_METRICS_URL|{OTHER_METRICS_URL}}",
                "http://localhost/{HEAT_GATE_METRICS_URL}",
            })
    void another_machine_or_another_variable_is_refused(String text) {
        assertThatThrownBy(() -> PageAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "'" + text + "' is no address that a rulebook may name; write one of this machine")
                .hasMessageContaining("{NAME_METRICS_URL}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "file:///etc/secret", "http:///secret", "http://a b/secret", "ftp://h/secret"})
    void what_is_set_and_no_address_is_told_without_the_value(String value) {
        PageAddress page = PageAddress.parse("{HEAT_GATE_METRICS_URL}");

        assertThatThrownBy(() -> page.in(Map.of("HEAT_GATE_METRICS_URL", value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .message()
                .contains("HEAT_GATE_METRICS_URL is no address of a page")
                .doesNotContain("secret");
    }
}
