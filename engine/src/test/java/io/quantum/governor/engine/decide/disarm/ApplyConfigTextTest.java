package io.quantum.governor.engine.decide.disarm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplyConfigTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A=1#APPLY_MODE=testnet#B=2#        | A=1#APPLY_MODE=dry_run#B=2#           | testnet",
                "APPLY_MODE=testnet                 | APPLY_MODE=dry_run                    | testnet",
                "APPLY_MODE=\"production\"#         | APPLY_MODE=dry_run#                   | production",
                "APPLY_MODE='testnet'^#B=2^#        | APPLY_MODE=dry_run^#B=2^#             | testnet",
                "APPLY_MODE=testnet#APPLY_MODE=production# | APPLY_MODE=dry_run#APPLY_MODE=dry_run# | production",
                "export APPLY_MODE=testnet#         | export APPLY_MODE=dry_run#            | testnet",
                "APPLY_MODE = testnet#              | APPLY_MODE=dry_run#                   | testnet",
                "  APPLY_MODE=testnet  #            | APPLY_MODE=dry_run#                   | testnet",
                "APPLY_MODE=#                       | APPLY_MODE=dry_run#                   | ''",
                "APPLY_MODE=testnet ^#             | APPLY_MODE=dry_run^#                 | testnet",
                "APPLY_MODE= \"testnet\" #         | APPLY_MODE=dry_run#                   | testnet",
                "APPLY_MODE=\"testnet#             | APPLY_MODE=dry_run#                   | '\"testnet'",
                "APPLY_MODE=testnet ;x#             | APPLY_MODE=dry_run#                   | testnet ;x",
                "APPLY_MODE=LIVE; rm -rf /#         | APPLY_MODE=dry_run#                   | LIVE; rm -rf /",
            })
    void every_line_that_sets_the_mode_is_changed_and_the_last_one_counts(String before, String after, String mode) {
        ApplyConfigText text = new ApplyConfigText(file(before));
        assertThat(text.mode()).contains(mode);
        assertThat(text.withMode("dry_run").text()).isEqualTo(file(after));
        assertThat(text.withMode("dry_run").mode()).contains("dry_run");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A=1#                 | A=1#APPLY_MODE=dry_run#",
                "A=1                  | A=1#APPLY_MODE=dry_run#",
                "A=1^#B=2             | A=1^#B=2^#APPLY_MODE=dry_run^#",
                "''                   | APPLY_MODE=dry_run#",
                "//APPLY_MODE=testnet# | //APPLY_MODE=testnet#APPLY_MODE=dry_run#",
                "MY_APPLY_MODE=1#     | MY_APPLY_MODE=1#APPLY_MODE=dry_run#",
                "APPLY_MODE_OLD=1#    | APPLY_MODE_OLD=1#APPLY_MODE=dry_run#",
            })
    void a_file_without_the_line_gets_it_with_the_line_ends_that_it_has(String before, String after) {
        ApplyConfigText text = new ApplyConfigText(file(before));
        assertThat(text.mode()).isEmpty();
        assertThat(text.withMode("dry_run").text()).isEqualTo(file(after));
    }

    @Test
    void bytes_of_any_encoding_stay_as_they_are_and_end_no_line() {
        for (var encoding : new java.nio.charset.Charset[] {UTF_8, ISO_8859_1}) {
            byte[] before = "NAME=\u00c5\u0085\u00e9\u001c\u000b\nAPPLY_MODE=testnet\nX=\u00ff".getBytes(encoding);
            byte[] after = "NAME=\u00c5\u0085\u00e9\u001c\u000b\nAPPLY_MODE=dry_run\nX=\u00ff".getBytes(encoding);
            assertThat(ApplyConfigText.of(before).withMode("dry_run").bytes()).isEqualTo(after);
        }
        assertThat(new ApplyConfigText("A=\u0085APPLY_MODE=testnet\n").mode()).isEmpty();
    }

    /** A row of a table can't hold line ends: # is a line feed, ^ a carriage return. */
    private static String file(String row) {
        return row.replace('#', '\n').replace('^', '\r');
    }
}
