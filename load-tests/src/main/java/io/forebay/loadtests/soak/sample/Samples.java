package io.forebay.loadtests.soak.sample;

import io.forebay.loadtests.soak.slope.Life;
import io.forebay.loadtests.soak.slope.Measure;
import io.forebay.loadtests.soak.slope.Point;
import io.forebay.loadtests.soak.slope.Series;
import io.forebay.loadtests.soak.slope.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that was sampled. Safe for use by several threads. */
public final class Samples {

    private static final Comparator<Subject> ORDER =
            Comparator.comparing(Subject::measure).thenComparing(Subject::of);

    private final Map<Subject, Map<String, List<Point>>> points = new LinkedHashMap<>();

    /**
     * @param life of whom; see {@link Life}
     * @param millis since the start of the run
     */
    public synchronized void add(Subject subject, String life, long millis, double value) {
        points.computeIfAbsent(subject, _ -> new LinkedHashMap<>())
                .computeIfAbsent(life, _ -> new ArrayList<>())
                .add(new Point(millis, value));
    }

    /** Of each subject one, in the order of {@link Measure}. */
    public synchronized List<Series> series() {
        return points.keySet().stream()
                .sorted(ORDER)
                .map(subject ->
                        new Series(
                                subject,
                                points.getOrDefault(subject, Map.of()).entrySet().stream()
                                        .map(life -> new Life(life.getKey(), life.getValue()))
                                        .toList()))
                .toList();
    }

    /** The latest value of a measure; of several lives that of the one that was looked at last. */
    public synchronized Optional<Double> latest(Measure measure) {
        return points.entrySet().stream()
                .filter(entry -> entry.getKey().measure() == measure)
                .flatMap(entry -> entry.getValue().values().stream())
                .max(Comparator.comparingLong(life -> life.getLast().millis()))
                .map(life -> life.getLast().value());
    }
}
