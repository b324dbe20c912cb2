package io.quantum.governor.engine.serve.room;

import io.quantum.governor.engine.base.process.FileFault;
import io.quantum.governor.engine.decide.disarm.Disarmer;
import io.quantum.governor.engine.decide.disarm.Disarms;
import io.quantum.governor.engine.serve.act.KillDesk;
import io.quantum.governor.engine.serve.act.ModeDesk;
import io.quantum.governor.engine.serve.act.Operator;
import io.quantum.governor.loaders.redis.KillSwitches;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Puts the executor into another mode: into dry_run, or back into one in which it executes orders. */
final class ModeAction implements Action {
    private final String name;
    private final String mode;
    private final ModeDesk desk;
    private final Supplier<KillDesk> kill;
    private final Supplier<Disarms> disarms;
    private final String restart;

    /**
     * @param name of the action
     * @param mode that the executor is put into
     * @param kill fails while Redis can't be reached; so do the disarms
     * @param restart the command that makes the executor take its file
     */
    ModeAction(
            String name,
            String mode,
            ModeDesk desk,
            Supplier<KillDesk> kill,
            Supplier<Disarms> disarms,
            String restart) {
        this.name = name;
        this.mode = mode;
        this.desk = desk;
        this.kill = kill;
        this.disarms = disarms;
        this.restart = restart;
    }

    private boolean disarms() {
        return mode.equals(Disarmer.DRY_RUN);
    }

    @Override
    public Preview preview() {
        String file = desk.config().file().toString();
        String change = "back up " + file + ", and set APPLY_MODE=" + mode + " in it";
        String run = "run " + restart;
        return disarms()
                ? new Preview(
                        name,
                        "Put the executor into dry run",
                        false,
                        unreadable(),
                        List.of(file + " sets " + modeNow()),
                        List.of(change, run, "let the executor execute nothing from then on"),
                        List.of("cancel open orders", "close positions"),
                        "",
                        Map.of(),
                        "governor disarm --reason \"why\"")
                : new Preview(
                        name,
                        mode.equals("production")
                                ? "Let the executor trade in production"
                                : "Let the executor trade on the testnet",
                        true,
                        whyNot(),
                        List.of(file + " sets " + modeNow()),
                        List.of(
                                change,
                                run,
                                "call off a disarm that is under way",
                                "let the executor execute orders in " + mode),
                        List.of("permit again what was blocked meanwhile"),
                        mode,
                        Map.of(),
                        "governor rearm --mode " + mode + " --reason \"why\"");
    }

    private String whyNot() {
        return kill.get().states().entrySet().stream()
                .filter(state -> !state.getValue().equals(KillSwitches.OFF))
                .map(state -> "the kill switch " + state.getKey() + " is " + state.getValue() + "; turn it off first")
                .findFirst()
                .orElseGet(this::unreadable);
    }

    private String unreadable() {
        try {
            desk.modeNow();
            return "";
        } catch (IOException e) {
            return FileFault.words(e) + "; see APPLY_CONFIG_PATH";
        }
    }

    private String modeNow() {
        try {
            return "APPLY_MODE=" + desk.modeNow();
        } catch (IOException e) {
            return "a mode that is not known";
        }
    }

    @Override
    public String perform(Asked asked) throws NotDoneException, InterruptedException {
        ModeDesk.Switched switched = switched(asked.operator());
        String file = desk.config().file().toString();
        if (!switched.fault().isEmpty()) {
            throw new NotDoneException(
                    switched.isSet()
                            ? file + " sets APPLY_MODE=" + mode + ", but the executor was NOT restarted: "
                                    + switched.fault()
                            : "Not done: " + switched.fault());
        }
        if (switched.unrecorded().isPresent()) {
            throw new NotDoneException("Done, but it could NOT be recorded: "
                    + switched.unrecorded().get().getMessage() + "; write down who did it and why");
        }
        return file + " sets APPLY_MODE=" + mode + " now, and the executor was restarted. Recorded as "
                + switched.deed().deed() + " by " + switched.deed().who() + ".";
    }

    /** The executor has one file: whoever puts it into another mode waits for who is at it. */
    private ModeDesk.Switched switched(Operator operator) throws InterruptedException {
        synchronized (desk) {
            if (disarms()) {
                return desk.disarm(operator);
            }
            disarms.get().callOff();
            return desk.rearm(mode, operator);
        }
    }
}
