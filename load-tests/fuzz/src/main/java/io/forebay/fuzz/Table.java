package io.forebay.fuzz;

import java.util.Locale;

/** The runs as a table in Markdown, from Jazzer's own figures. */
final class Table {

    static final String HEAD =
            """
            | target | seconds | executions | a second | edges | features | inputs kept | found |
            |---|---|---|---|---|---|---|---|\
            """;

    private Table() {}

    static String row(Target target, Summary summary) {
        long seconds = summary.seconds().orElse(0L);
        return "| %s | %s | %s | %s | %s | %s | %s | %s |"
                .formatted(
                        target.name(),
                        summary.seconds().map(Table::number).orElse("broken off"),
                        number(summary.executions()),
                        seconds == 0 ? "" : number(summary.executions() / seconds),
                        number(summary.coverage()),
                        number(summary.features()),
                        number(summary.inputs()),
                        summary.finding().map(Table::cell).orElse("nothing"));
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
