package io.quantum.governor.engine.rules.rulebook.limits;

import io.quantum.governor.engine.rules.rulebook.fence.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The file of a rulebook that gives thresholds other values for symbols, strategies and accounts.
 *
 * @param path {@value #YAML} or {@value #CSV}; empty when the rulebook has none
 * @param text its whole text
 * @param rows one for each threshold and scope; none when anything is wrong
 * @param faults what is wrong with the file, whatever the thresholds are
 */
public record LimitsFile(String path, String text, List<RowText> rows, List<Fault> faults) {
    public static final String YAML = "limits.yaml";
    public static final String CSV = "limits.csv";

    /** Of a rulebook without limits. */
    public static final LimitsFile NONE = new LimitsFile("", "", List.of(), List.of());

    private static final Pattern NAME = Pattern.compile("limits\\.(ya?ml|csv)");
    private static final String TESTS = "tests/";

    public LimitsFile {
        rows = List.copyOf(rows);
        faults = List.copyOf(faults);
    }

    /** Whether a path of a rulebook is that of its limits, or would be if it were written as it should. */
    public static boolean isNamedSo(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        return NAME.matcher(name).matches() && !path.startsWith(TESTS);
    }

    /** Whether this is the path of a rulebook's limits. */
    public static boolean isPath(String path) {
        return path.equals(YAML) || path.equals(CSV);
    }

    /** Finds and reads the file among the texts of a rulebook. */
    public static LimitsFile of(Map<String, String> byPath) {
        List<Fault> faults = new ArrayList<>();
        byPath.keySet().stream()
                .filter(path -> isNamedSo(path) && !isPath(path))
                .forEach(path -> faults.add(new Fault(
                        path,
                        1,
                        "",
                        "nobody reads limits here",
                        "name it " + YAML + " or " + CSV + ", beside rulebook.yaml")));
        @Nullable String yaml = byPath.get(YAML);
        @Nullable String csv = byPath.get(CSV);
        if (yaml != null && csv != null) {
            faults.add(new Fault(CSV, 1, "", "there is a " + YAML + " too", "keep one of them, with the rows of both"));
        }
        if (yaml == null && csv == null && faults.isEmpty()) {
            return NONE;
        }
        String path = yaml == null ? CSV : YAML;
        String text = yaml != null ? yaml : csv != null ? csv : "";
        return faults.isEmpty() ? read(path, text) : new LimitsFile(path, text, List.of(), faults);
    }

    private static LimitsFile read(String path, String text) {
        RowList rows = new RowList(path);
        rows.refuseInvisible(text);
        if (rows.faults().isEmpty()) {
            if (path.equals(YAML)) {
                YamlLimits.read(text, rows);
            } else {
                CsvLimits.read(text, rows);
            }
            rows.refuseNone();
        }
        return new LimitsFile(path, text, rows.faults().isEmpty() ? rows.rows() : List.of(), rows.faults());
    }
}
