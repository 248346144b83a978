package io.forebay.loadtests.soak.report;

import io.forebay.loadtests.soak.slope.Measure;
import java.util.Locale;

/** Values in words. */
final class Figures {

    private static final double MIB = 1024.0 * 1024.0;
    private static final double WHOLE = 100;

    private Figures() {}

    static String of(Measure measure, double value) {
        return switch (measure.unit()) {
            case BYTES -> decimal(value / MIB) + " MiB";
            case MILLIS -> decimal(value) + " ms";
            case COUNT -> decimal(value);
        };
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < WHOLE ? "%,.1f" : "%,.0f", value);
    }
}
