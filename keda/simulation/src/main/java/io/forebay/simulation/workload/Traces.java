package io.forebay.simulation.workload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads every trace of a directory: CSV files whose first column is {@code minute} and whose others
 * are counts, or whose first column is {@code t_seconds} of one request each.
 */
public final class Traces {

    private static final Set<String> SCHEDULED = Set.of("f5", "f7");

    private Traces() {}

    /**
     * @throws IllegalArgumentException naming the file and line that cannot be read
     */
    public static List<Workload> read(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".csv"))
                    .sorted()
                    .flatMap(file -> readFile(file).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the traces in " + directory, e);
        }
    }

    private static List<Workload> readFile(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            String[] columns = lines.getFirst().split(",");
            return switch (columns[0]) {
                case "minute" -> counts(file, columns, lines);
                case "t_seconds" -> List.of(requests(file, lines));
                default ->
                        throw new IllegalArgumentException(
                                "%s: the first column is '%s', expected minute or t_seconds"
                                        .formatted(file, columns[0]));
            };
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static List<Workload> counts(Path file, String[] columns, List<String> lines) {
        double[][] minutes = new double[columns.length - 1][lines.size() - 1];
        for (int row = 1; row < lines.size(); row++) {
            String[] cells = lines.get(row).split(",");
            if (cells.length != columns.length) {
                throw new IllegalArgumentException(
                        "%s:%d: %d cells, expected %d"
                                .formatted(file, row + 1, cells.length, columns.length));
            }
            for (int column = 1; column < cells.length; column++) {
                minutes[column - 1][row - 1] = Double.parseDouble(cells[column]);
            }
        }
        List<Workload> workloads = new ArrayList<>();
        for (int column = 1; column < columns.length; column++) {
            String name = columns.length == 2 ? stem(file) : columns[column];
            workloads.add(new Workload(name, SCHEDULED.contains(name), minutes[column - 1]));
        }
        return workloads;
    }

    private static Workload requests(Path file, List<String> lines) {
        double last = seconds(lines.getLast());
        double[] minutes = new double[(int) (last / 60) + 1];
        for (String line : lines.subList(1, lines.size())) {
            minutes[(int) (seconds(line) / 60)]++;
        }
        return new Workload(stem(file), false, minutes);
    }

    private static double seconds(String line) {
        return Double.parseDouble(line.substring(0, line.indexOf(',')));
    }

    /** The first word of the name and its year. */
    private static String stem(Path file) {
        String name = String.valueOf(file.getFileName());
        int end = name.indexOf("-per-minute");
        return end > 0 ? name.substring(0, end) : name.replaceFirst("-requests\\.csv$", "");
    }
}
