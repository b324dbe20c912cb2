package io.quantum.governor.lab.demo;

import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/** Where the demo is seen. For use by one thread. */
final class Screen {
    private final PrintWriter out;
    private final Ansi ansi;
    private final DecisionLine line;

    /**
     * @param ansi whether to colour
     * @param zone whose time to tell
     */
    Screen(PrintWriter out, Ansi ansi, ZoneId zone) {
        this.out = out;
        this.ansi = ansi;
        this.line = new DecisionLine(ansi, zone);
    }

    /** Announces a scene. */
    void announce(String sentence) {
        print(ansi.string("@|cyan -- " + sentence + "|@"));
    }

    void show(Decision decision) {
        print(line.of(decision));
    }

    void show(List<String> lines) {
        lines.forEach(out::println);
        out.flush();
    }

    /** Nobody needs a demo that is read no more. */
    private void print(String text) {
        out.println(text);
        if (out.checkError()) {
            throw new EndOfDemo();
        }
    }
}
