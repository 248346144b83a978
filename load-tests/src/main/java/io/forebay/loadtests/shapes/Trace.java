package io.forebay.loadtests.shapes;

import io.forebay.loadtests.phase.Arrivals;
import io.forebay.loadtests.random.SeededBits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Arrivals as somebody had them, so compressed that all of them fit into a length, and so thinned
 * or multiplied that their mean is a rate. A CSV file with a head: {@code t_seconds, ...} is a line
 * for each request; {@code minute, ...} a line for each minute, with counts that are added up. Of
 * more days than one the busiest is taken.
 */
record Trace(Path file) {

    private static final int DAY_MINUTES = 1_440;
    private static final double NANOS = 1e9;

    /**
     * @param mean jobs a second
     */
    Shape shape(double mean, Duration length, long seed) {
        double[] weights = weights();
        double all = Arrays.stream(weights).sum();
        double[] until = new double[weights.length];
        double sum = 0;
        for (int slot = 0; slot < weights.length; slot++) {
            sum += weights[slot] / all;
            until[slot] = sum;
        }
        int count = (int) Math.round(mean * length.toSeconds());
        SeededBits bits = new SeededBits(seed);
        double slotNanos = length.toSeconds() * NANOS / weights.length;
        long[] offsets = new long[count];
        for (int job = 0; job < count; job++) {
            int found = Arrays.binarySearch(until, bits.nextDouble());
            int slot = Math.min(weights.length - 1, found < 0 ? -found - 1 : found);
            offsets[job] = (long) ((slot + bits.nextDouble()) * slotNanos);
        }
        Arrays.sort(offsets);
        String name = file.getFileName().toString().replaceAll("\\.csv$", "");
        return new Shape(
                name,
                "%d slots of the trace in %d s, 40 %% of the sustainable rate on average"
                        .formatted(weights.length, length.toSeconds()),
                List.of(Part.of("jobs", Arrivals.at(offsets))),
                null);
    }

    /** How much came in each slot of time. */
    private double[] weights() {
        try {
            List<String> lines = Files.readAllLines(file);
            String head = lines.getFirst();
            List<String[]> rows = lines.stream().skip(1).map(line -> line.split(",")).toList();
            if (head.startsWith("t_seconds")) {
                return perSecond(rows);
            }
            if (head.startsWith("minute")) {
                return busiestDay(
                        rows.stream()
                                .mapToDouble(row ->
                                        Arrays.stream(row, 1, row.length)
                                                .mapToDouble(Double::parseDouble)
                                                .sum())
                                .toArray());
            }
            throw new IllegalArgumentException(
                    "%s begins with '%s'; expected columns t_seconds or minute"
                            .formatted(file, head));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the trace " + file, e);
        }
    }

    private static double[] perSecond(List<String[]> rows) {
        double[] counts = new double[1 + (int) Double.parseDouble(rows.getLast()[0])];
        rows.forEach(row -> counts[(int) Double.parseDouble(row[0])]++);
        return counts;
    }

    static double[] busiestDay(double... minutes) {
        int busiest = 0;
        double most = -1;
        for (int from = 0; from + DAY_MINUTES <= minutes.length; from += DAY_MINUTES) {
            double day = Arrays.stream(minutes, from, from + DAY_MINUTES).sum();
            if (day > most) {
                most = day;
                busiest = from;
            }
        }
        return Arrays.copyOfRange(
                minutes, busiest, Math.min(minutes.length, busiest + DAY_MINUTES));
    }
}
