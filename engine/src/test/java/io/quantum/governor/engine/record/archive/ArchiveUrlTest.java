package io.quantum.governor.engine.record.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the archive is. */
class ArchiveUrlTest {
    private static final String SECRET = "jdbc:postgresql://db:5432/audit?user=gov&password=s3cret%21&ssl=true";

    @Test
    void a_file_in_the_data_directory_unless_told_otherwise() {
        assertThat(ArchiveUrl.of(Map.of())).hasToString("Optional[jdbc:sqlite:./data/audit.db]");
        assertThat(ArchiveUrl.of(Map.of("GOV_DATA_DIR", "/var/lib/governor", "GOV_AUDIT_URL", " ")))
                .hasToString("Optional[jdbc:sqlite:/var/lib/governor/audit.db]");
        assertThat(ArchiveUrl.of(Map.of("GOV_AUDIT_URL", "off"))).isEmpty();
    }

    @Test
    void a_password_is_neither_shown_nor_quoted() {
        ArchiveUrl url = ArchiveUrl.of(SECRET);
        assertThat(url).hasToString("jdbc:postgresql://db:5432/audit");
        assertThat(url.withoutSecrets("can't connect to " + SECRET + " with s3cret! and s3cret%21"))
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mysql://db/audit?password=s3cret",
                "postgresql://gov:s3cret@db/audit",
                "jdbc:postgresql://gov:s3cret@db/audit",
                "jdbc:postgresql://db/audit?user=gov&password=s3cret%zz",
                "jdbc:postgresql://db:port/audit?user=gov&password=s3cret",
                "jdbc:sqlite:",
                "jdbc:sqlite::memory:",
                "audit.db"
            })
    void anything_else_is_refused_by_the_variables_name_and_not_shown(String url) {
        assertThatThrownBy(() -> ArchiveUrl.of(Map.of("GOV_AUDIT_URL", url)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("GOV_AUDIT_URL: its value (not shown) is not allowed; give jdbc:sqlite:FILE")
                .hasMessageNotContaining("s3cret");
    }
}
