package io.quantum.governor.engine.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Values for spreadsheets. */
class CsvTest {
    @Test
    void a_spreadsheet_computes_nothing_that_a_cell_says() {
        assertThat(Csv.line("=1+1", "+1", "-1+2", "@SUM(A1)", "\tx", "=\"a\",b"))
                .isEqualTo("'=1+1,'+1,'-1+2,'@SUM(A1),'\tx,\"'=\"\"a\"\",b\"");
    }

    @Test
    void numbers_and_other_texts_stay_as_they_are() {
        assertThat(Csv.line(-1, "-0.5", "0.5", "a-b", "", "a,b")).isEqualTo("-1,-0.5,0.5,a-b,,\"a,b\"");
    }
}
