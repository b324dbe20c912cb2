package io.quantum.governor.lab.demo;

import static io.quantum.governor.lab.demo.Listing.ADAUSDT;
import static io.quantum.governor.lab.demo.Listing.ATOMUSDT;
import static io.quantum.governor.lab.demo.Listing.AVAXUSDT;
import static io.quantum.governor.lab.demo.Listing.BNBUSDT;
import static io.quantum.governor.lab.demo.Listing.BTCUSDT;
import static io.quantum.governor.lab.demo.Listing.DOGEUSDT;
import static io.quantum.governor.lab.demo.Listing.DOTUSDT;
import static io.quantum.governor.lab.demo.Listing.ETHUSDT;
import static io.quantum.governor.lab.demo.Listing.LINKUSDT;
import static io.quantum.governor.lab.demo.Listing.LTCUSDT;
import static io.quantum.governor.lab.demo.Listing.SOLUSDT;
import static io.quantum.governor.lab.demo.Listing.XRPUSDT;
import static io.quantum.governor.lab.demo.SamplePlan.close;
import static io.quantum.governor.lab.demo.SamplePlan.open;

import java.time.Duration;
import java.util.List;

/** What the demo plays. The numbers are props: what they mean is up to the rules. */
final class Scenes {
    private static final String FULL = "FULL_CLOSE_PROPOSED";
    private static final String BUY = "BUY";
    private static final String SELL = "SELL";

    private Scenes() {}

    /** Played once, before anything else. */
    static final Scene PROLOGUE =
            new Scene("plan-age", "two plans that have waited in the stream, for 90 s and for 20 s", on -> {
                on.plans().publishLate(close(BTCUSDT, "PARTIAL_25"), Duration.ofSeconds(90));
                on.plans().publishLate(close(ETHUSDT, "PARTIAL_25"), Duration.ofSeconds(20));
            });

    /** One after the other, again and again. */
    static final List<Scene> ROUND = List.of(
            new Scene(
                    "",
                    "an ordinary minute: closes and small orders",
                    on -> on.publish(
                            close(SOLUSDT, "PARTIAL_50"),
                            open(LINKUSDT, BUY, 60),
                            close(XRPUSDT, FULL),
                            open(ATOMUSDT, SELL, 35))),
            new Scene("kill-switch", "somebody throws the kill switch, and takes it back", on -> {
                on.redis().killSwitch(true);
                on.publish(open(LTCUSDT, BUY, 80), close(BNBUSDT, FULL));
                on.redis().killSwitch(false);
                on.publish(close(BNBUSDT, FULL));
            }),
            new Scene(
                    "kill-score",
                    "a market in distress, kill score 0.92: an open and a close",
                    on -> on.publish(
                            open(ETHUSDT, BUY, 120).with("kill_score", "0.92"),
                            close(ETHUSDT, "PARTIAL_75").with("kill_score", "0.92"))),
            new Scene(
                    "kill-score",
                    "an open that carries no kill score",
                    on -> on.publish(open(DOTUSDT, BUY, 50).without("kill_score"))),
            new Scene(
                    "portfolio-budget",
                    "heat rises, BTCUSDT's budget shrinks below it: an open, a close; then an open when it is cool",
                    Scenes::heat),
            new Scene("allocation-target", "ETHUSDT's target falls to 150 USD, SOLUSDT's stays at 400 USD", on -> {
                on.redis().target(ETHUSDT, 150);
                on.redis().target(SOLUSDT, 400);
                on.publish(open(ETHUSDT, BUY, 45), open(SOLUSDT, BUY, 45));
            }),
            new Scene("", "capital works badly in AVAXUSDT: efficiency 0.20 with confidence 0.90", on -> {
                on.redis().efficiency(AVAXUSDT, "0.20", "0.90");
                on.publish(open(AVAXUSDT, BUY, 110));
            }),
            new Scene("hourly-rate", "LTCUSDT had three permits within the hour, ADAUSDT had two", on -> {
                on.redis().permitsBefore(LTCUSDT, 12, 25, 50);
                on.redis().permitsBefore(ADAUSDT, 25, 50);
                on.publish(open(LTCUSDT, SELL, 70), close(ADAUSDT, "PARTIAL_50"));
            }),
            new Scene("burst", "a burst: DOGEUSDT is to be closed bit by bit", Scenes::burst),
            new Scene(
                    "cooldown",
                    "two opens of LINKUSDT within a moment, and one of DOTUSDT",
                    on -> on.publish(open(LINKUSDT, BUY, 40), open(LINKUSDT, BUY, 40), open(DOTUSDT, BUY, 40))),
            new Scene(
                    "order-notional",
                    "an order of 250 USD, and one of 150 USD",
                    on -> on.publish(open(BNBUSDT, BUY, 250), open(SOLUSDT, BUY, 150))),
            new Scene(
                    "known-notional",
                    "an order that does not say how large it is",
                    on -> on.publish(open(ATOMUSDT, BUY, 30).without("qty"))),
            new Scene("portfolio-notional", "a large position in SOLUSDT: the portfolio is worth over 2000 USD", on -> {
                on.exchange().hold(SOLUSDT, 4);
                on.publish(open(LINKUSDT, BUY, 40), close(SOLUSDT, "PARTIAL_50"));
            }),
            new Scene("open-positions", "eleven positions are open: one order buys, one sells", on -> {
                List.of(LINKUSDT, DOTUSDT, ATOMUSDT)
                        .forEach(symbol -> on.exchange().hold(symbol, 1));
                on.publish(open(LTCUSDT, BUY, 40), open(LTCUSDT, SELL, 40));
            }),
            new Scene("known-notional", "the exchange lists a position in ADAUSDT that is no number", on -> {
                on.exchange().hold(ADAUSDT, Double.NaN);
                on.publish(open(ATOMUSDT, BUY, 40), close(AVAXUSDT, "PARTIAL_50"));
            }),
            new Scene(
                    "position-to-close",
                    "a close of LTCUSDT, of which nothing is held",
                    on -> on.publish(close(LTCUSDT, FULL))),
            new Scene("daily-limits", "BTCUSDT has been reduced by 4900 USD today; a large close, a small one", on -> {
                on.redis().reducedToday(BTCUSDT, "4900");
                on.publish(close(BTCUSDT, FULL), close(DOGEUSDT, FULL));
            }),
            new Scene("daily-limits", "what BNBUSDT was reduced by today is unknown", on -> {
                on.redis().reducedToday(BNBUSDT, "a lot");
                on.publish(close(BNBUSDT, "PARTIAL_50"));
            }),
            new Scene("", "the same plan twice", on -> {
                SamplePlan plan =
                        close(SOLUSDT, "PARTIAL_25").with("plan_id", on.plans().newId());
                on.publish(plan, plan);
            }),
            new Scene("duplicate-plan", "a plan that its executor reports as executed already", Scenes::executedBefore),
            new Scene("", "plans that nobody can read: a quantity NaN, no plan id", on -> {
                on.publish(open(ETHUSDT, BUY, 50).with("qty", "NaN"));
                on.plans().publishNameless(close(ETHUSDT, FULL));
            }),
            new Scene(
                    "",
                    "a plan whose publisher does not want it executed",
                    on -> on.publish(close(ETHUSDT, FULL).with("decision", "SKIP"))));

    /** 1000 USD less the stress: above the position while it is cool, below it in the heat. */
    private static void heat(Stage on) {
        double positionUsd = BTCUSDT.heldBase() * BTCUSDT.priceUsd();
        on.redis().portfolio(50_000);
        on.heat().show(0.1);
        on.redis().awaitBudget(BTCUSDT, usd -> usd > positionUsd);
        on.heat().show(1);
        on.redis().awaitBudget(BTCUSDT, usd -> usd < positionUsd);
        on.publish(open(BTCUSDT, BUY, 90), close(BTCUSDT, "PARTIAL_25"));
        on.redis().portfolio(50_000);
        on.heat().show(0.1);
        on.redis().awaitBudget(BTCUSDT, usd -> usd > positionUsd);
        EndOfDemo.sleep(Demo.VIOLATION_WINDOW.plusSeconds(1));
        on.publish(open(BTCUSDT, BUY, 90));
    }

    /** The first burst of the day disarms, where the mode enforces the gate. */
    private static void burst(Stage on) {
        boolean before = on.redis().isDisarmed();
        on.publish(close(DOGEUSDT, "PARTIAL_25"), close(DOGEUSDT, "PARTIAL_25"), close(DOGEUSDT, "PARTIAL_25"));
        if (!before && on.redis().isDisarmed()) {
            on.operator().awaitDisarmed();
            on.publish(close(DOGEUSDT, "PARTIAL_25"));
            on.operator().rearm();
        }
    }

    private static void executedBefore(Stage on) {
        String planId = on.plans().newId();
        on.redis().executed(planId);
        on.redis().awaitKnownAsExecuted(planId);
        on.publish(close(XRPUSDT, "PARTIAL_75").with("plan_id", planId));
    }
}
