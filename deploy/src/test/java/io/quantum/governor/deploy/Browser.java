package io.quantum.governor.deploy;

import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** A real browser that nobody sees, with the control room open. */
final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String LOADING = "return document.querySelectorAll('main .loading').length";

    private final ChromeDriver driver;
    private final String room;

    /** @param room where the page is */
    Browser(String room) {
        this.room = room;
        ChromeOptions options = new ChromeOptions();
        options.setBinary("/usr/bin/chromium");
        options.addArguments(
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-proxy-server");
        options.setCapability("goog:loggingPrefs", Map.of(LogType.BROWSER, "ALL"));
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(new File("/usr/bin/chromedriver"))
                        .usingAnyFreePort()
                        .build(),
                options);
    }

    /** Looks as a screen of that width would, in light or in the dark. */
    void look(int width, boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 600));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** Opens a page of the room and waits until it shows what it shows. */
    void open(String page) {
        driver.get("about:blank");
        driver.get(room + "#/" + page);
        until(() -> !driver.findElements(By.cssSelector("main h1")).isEmpty() && isLoaded());
    }

    private boolean isLoaded() {
        return ((Number) script(LOADING)).intValue() == 0;
    }

    /** What is wrong with the page for people who see or move otherwise, a line each. */
    List<String> barriers() {
        return new AxeBuilder()
                .analyze(driver).getViolations().stream()
                        .map(rule ->
                                rule.getId() + ": " + rule.getNodes().get(0).getHtml())
                        .toList();
    }

    /** What the page has complained of, but for a daemon that was away on purpose. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .filter(line -> Stream.of(
                                "ERR_CONNECTION_REFUSED",
                                "ERR_INCOMPLETE_CHUNKED",
                                "ERR_EMPTY_RESPONSE",
                                "ERR_CONNECTION_RESET",
                                "503")
                        .noneMatch(line::contains))
                .toList();
    }

    /** What can be seen, a PNG. */
    byte[] picture() {
        return driver.getScreenshotAs(OutputType.BYTES);
    }

    /** All that can be read. */
    String text() {
        return driver.findElement(By.tagName("body")).getText();
    }

    void awaitText(String words) {
        until(() -> text().contains(words));
    }

    void awaitNoText(String words) {
        until(() -> !text().contains(words));
    }

    /** Presses the button that says so, by the keyboard. */
    void press(String button) {
        by("//button[contains(normalize-space(.), '" + button + "')]").sendKeys(Keys.ENTER);
    }

    /** Presses the button of the dialog that says so. */
    void pressInDialog(String button) {
        by("//dialog[@open]//button[contains(normalize-space(.), '" + button + "')]")
                .sendKeys(Keys.ENTER);
    }

    /** Writes into the field of that name. */
    void type(String field, String text) {
        WebElement found = by("//*[@name='" + field + "']");
        found.clear();
        found.sendKeys(text);
    }

    /** Chooses a file for the field of that name. */
    void choose(String field, Path file) {
        by("//*[@name='" + field + "']").sendKeys(file.toString());
    }

    private WebElement by(String path) {
        until(() -> driver.findElements(By.xpath(path)).stream().anyMatch(WebElement::isDisplayed));
        return driver.findElements(By.xpath(path)).stream()
                .filter(WebElement::isDisplayed)
                .findFirst()
                .orElseThrow();
    }

    /** Runs a script in the page. */
    Object script(String script) {
        return Objects.requireNonNull(((JavascriptExecutor) driver).executeScript(script));
    }

    /** What the page's scripts hold, without what nobody needs any more; bytes. */
    double heapBytes() {
        driver.executeCdpCommand("HeapProfiler.collectGarbage", Map.of());
        driver.executeCdpCommand("Performance.enable", Map.of());
        List<?> metrics = (List<?>) Objects.requireNonNull(
                driver.executeCdpCommand("Performance.getMetrics", Map.of()).get("metrics"));
        return metrics.stream()
                .map(metric -> (Map<?, ?>) metric)
                .filter(metric -> "JSHeapUsedSize".equals(metric.get("name")))
                .mapToDouble(metric -> ((Number) Objects.requireNonNull(metric.get("value"))).doubleValue())
                .findFirst()
                .orElseThrow();
    }

    private void until(Callable<Boolean> condition) {
        try {
            await().atMost(PATIENCE)
                    .ignoreExceptionsInstanceOf(StaleElementReferenceException.class)
                    .until(condition);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("the page shows:\n" + text(), e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
