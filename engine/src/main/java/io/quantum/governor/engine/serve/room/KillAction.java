package io.quantum.governor.engine.serve.room;

import io.quantum.governor.engine.serve.act.KillDesk;
import io.quantum.governor.facts.ApplyMode;
import io.quantum.governor.loaders.redis.KillSwitches;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Stops all permits, or ends that. */
final class KillAction implements Action {
    private final boolean on;
    private final Supplier<KillDesk> desk;
    private final Supplier<ApplyMode> mode;

    /**
     * @param on whether it stops, or ends the stop
     * @param desk fails while Redis can't be reached
     * @param mode the mode in force
     */
    KillAction(boolean on, Supplier<KillDesk> desk, Supplier<ApplyMode> mode) {
        this.on = on;
        this.desk = desk;
        this.mode = mode;
    }

    @Override
    public Preview preview() {
        Map<String, String> states = desk.get().states();
        List<String> now = states.entrySet().stream()
                .map(key -> key.getKey() + " is " + key.getValue())
                .toList();
        boolean stopped = states.values().stream().anyMatch(state -> !state.equals(KillSwitches.OFF));
        String keys = String.join(" and ", KillDesk.keys(on));
        return on
                ? new Preview(
                        "kill-on",
                        "Stop all permits",
                        false,
                        "",
                        now,
                        List.of("set " + keys, "make every governor block every plan, in every mode"),
                        List.of("cancel open orders", "take back permits that were given before and not taken yet"),
                        "",
                        Map.of(),
                        "governor kill on --reason \"why\"")
                : new Preview(
                        "kill-off",
                        "Let plans be permitted again",
                        true,
                        stopped ? "" : "no kill switch is on",
                        now,
                        List.of(
                                "delete " + keys,
                                "let the rules decide each plan again, in mode "
                                        + mode.get().name()),
                        List.of("permit again what was blocked meanwhile"),
                        mode.get().name(),
                        Map.of(),
                        "governor kill off --reason \"why\"");
    }

    @Override
    public String perform(Asked asked) throws NotDoneException {
        KillDesk.Turned turned = desk.get().turn(on, asked.operator());
        String said = on ? "Every governor blocks every plan now." : "The rules decide each plan again.";
        if (turned.unrecorded().isPresent()) {
            throw new NotDoneException(said + " But it could NOT be recorded: "
                    + turned.unrecorded().get().getMessage() + "; write down who did it and why");
        }
        return said + " Recorded as " + turned.deed().deed() + " by "
                + turned.deed().who() + ".";
    }
}
