package io.forebay.loadtests.soak;

import io.forebay.loadtests.check.Verdict;
import io.forebay.loadtests.history.Event;
import io.forebay.loadtests.soak.slope.Series;
import io.forebay.loadtests.soak.slope.Trend;
import java.util.List;
import java.util.Map;

/**
 * What came of a soak.
 *
 * @param figures by name, in order
 * @param loadFrom milliseconds of the history at which the load began
 * @param faults their beginnings and ends, as a history has them
 * @param series all samples
 * @param trends what is said of each
 */
public record SoakResult(
        SoakConfig config,
        Map<String, Object> figures,
        long loadFrom,
        List<Event> faults,
        List<Series> series,
        List<Trend> trends,
        List<Verdict> verdicts) {

    public SoakResult {
        faults = List.copyOf(faults);
        series = List.copyOf(series);
        trends = List.copyOf(trends);
        verdicts = List.copyOf(verdicts);
    }

    /** Whether every promise was kept. */
    public boolean kept() {
        return verdicts.stream().allMatch(Verdict::kept);
    }

    /** What grows. */
    public List<Trend> growing() {
        return trends.stream().filter(one -> one.outcome() == Trend.Outcome.GROWS).toList();
    }

    /** What could not be judged. */
    public List<Trend> unjudged() {
        return trends.stream().filter(one -> one.outcome() == Trend.Outcome.TOO_SHORT).toList();
    }
}
