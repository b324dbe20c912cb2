package io.quantum.governor.engine.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What is printed shows what somebody wrote, and obeys none of it. */
class HarmlessWriterTest {
    @Test
    void a_terminal_is_commanded_by_nothing_that_is_printed() {
        StringWriter printed = new StringWriter();
        PrintWriter out = new HarmlessWriter(new PrintWriter(printed));
        out.println("\u001b[2J\u001b]0;title\u0007 \u009b31m \r over");
        out.printf("%s %c%c\n", "\u202eBLOCK", 'a', '\u007f');
        out.write("x\u001b".toCharArray());
        out.write('\u001b');
        out.flush();
        assertThat(printed)
                .hasToString(
                        "\\u001b[2J\\u001b]0;title\\u0007 \\u009b31m \\u000d over\n\\u202eBLOCK a\\u007f\nx\\u001b\\u001b");
    }

    @Test
    void lines_tabs_and_other_scripts_stay_as_they_are() {
        StringWriter printed = new StringWriter();
        new HarmlessWriter(new PrintWriter(printed)).println("a\tß 中 \ud83d\ude00\nb");
        assertThat(printed).hasToString("a\tß 中 \ud83d\ude00\nb\n");
    }

    @Test
    void it_tells_when_nobody_reads_any_more() {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        PrintWriter out = new HarmlessWriter(new PrintWriter(closed, true, StandardCharsets.UTF_8));
        out.println("a");
        assertThat(out.checkError()).isTrue();
    }
}
