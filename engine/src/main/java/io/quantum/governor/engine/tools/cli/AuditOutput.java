package io.quantum.governor.engine.tools.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option {@code --format} of commands on the audit. */
final class AuditOutput {
    @Option(
            names = "--format",
            converter = Named.class,
            description = "pretty (or table), json or csv. Default: ${DEFAULT-VALUE}.")
    private AuditFormat format = AuditFormat.pretty;

    AuditFormat format() {
        return format;
    }

    /** Reads what a person names. */
    static final class Named implements ITypeConverter<AuditFormat> {
        @Override
        public AuditFormat convert(String name) {
            return switch (name) {
                case "pretty", "table" -> AuditFormat.pretty;
                case "json" -> AuditFormat.json;
                case "csv" -> AuditFormat.csv;
                default ->
                    throw new TypeConversionException(
                            "expected one of pretty, table, json, csv but was '" + name + "'");
            };
        }
    }
}
