package io.quantum.governor.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quantum.governor.loaders.sandbox.BundledRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a page that stays open costs its browser: tells first paints, and each minute the page's memory and its longest
 * task beside 100 decisions a second, when {@code -Dgovernor.watch=MINUTES} asks for it.
 */
class LongWatchIT {
    private static final int PLANS_AT_ONCE = 10;
    private static final long BETWEEN_MILLIS = 100;
    private static final List<String> PAGES =
            List.of("", "decisions", "plan/watch:1", "rulebook", "releases", "budget", "incidents", "audit");
    private static final double MEGABYTE = 1024.0 * 1024;
    private static final String FIRST_PAINT =
            "return Math.round(performance.getEntriesByName('first-contentful-paint')[0].startTime)";

    @Test
    void aPageIsWatchedAllDay(@TempDir Path directory) throws Exception {
        Integer minutes = Integer.getInteger("governor.watch");
        assumeTrue(minutes != null, "nobody asks how a page ages");
        Commands.need("chromium", "chromedriver");
        try (BundledRedis redis = BundledRedis.start()) {
            Map<String, String> environment = Map.of(
                    "REDIS_URL", redis.uri(),
                    "METRICS_PORT", RunningGovernor.freePort(),
                    "BUDGET_PORT", RunningGovernor.freePort(),
                    "ALLOCATION_PORT", RunningGovernor.freePort(),
                    "GOV_DATA_DIR", directory.toString(),
                    "GOV_ENABLE_AUTO_DISARM", "false",
                    "APPLY_MODE", "production");
            watch(minutes, environment, redis.port(), directory.resolve("governor.log"));
        }
    }

    private static void watch(int minutes, Map<String, String> environment, int redis, Path log) throws Exception {
        try (RunningGovernor governor = RunningGovernor.start(environment, log);
                SteadyPublisher publisher = new SteadyPublisher(redis, "watch", PLANS_AT_ONCE, BETWEEN_MILLIS)) {
            String room = "http://127.0.0.1:" + environment.get("METRICS_PORT") + "/";
            for (String page : PAGES) {
                try (Browser browser = new Browser(room)) {
                    browser.open(page);
                    System.out.println("#/" + page + ": first paint after " + browser.script(FIRST_PAINT) + " ms");
                }
            }
            try (Browser browser = new Browser(room)) {
                browser.open("decisions");
                browser.script("window.longest = 0; new PerformanceObserver(list => list.getEntries().forEach("
                        + "task => { window.longest = Math.max(window.longest, task.duration); }))"
                        + ".observe({ type: 'longtask' }); return true");
                for (int minute = 1; minute <= minutes; minute++) {
                    Thread.sleep(Duration.ofMinutes(1).toMillis());
                    System.out.printf(
                            Locale.ROOT,
                            "minute %d: %.1f MB, %s elements, longest task %s ms%n",
                            minute,
                            browser.heapBytes() / MEGABYTE,
                            browser.script("return document.querySelectorAll('*').length"),
                            browser.script(
                                    "const longest = Math.round(window.longest); window.longest = 0; return longest"));
                }
                assertThat(browser.text()).contains("watch:");
                assertThat(browser.complaints()).isEmpty();
            }
            assertThat(governor.isRunning()).isTrue();
            System.out.println(publisher.published() + " plans were published");
        }
    }
}
