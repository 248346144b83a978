package io.forebay.loadtests.torture.report;

import io.forebay.loadtests.history.Event;
import io.forebay.loadtests.history.Kind;
import io.forebay.loadtests.history.What;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A history by the second.
 *
 * @param accepted jobs accepted in each second
 * @param ended jobs whose end a poll saw first in each
 * @param open jobs accepted and not ended, at the end of each
 * @param unclear calls without an answer, or with one that says that nothing can be said, in each
 */
public record Timeline(
        List<Integer> accepted,
        List<Integer> ended,
        List<Integer> open,
        List<Integer> unclear,
        List<Bar> bars) {

    private static final int SECOND = 1_000;

    static Timeline of(List<Event> history) {
        List<Event> live =
                history.stream()
                        .filter(event -> event.what() != What.LOG && event.what() != What.RUN)
                        .toList();
        int seconds = 1 + (int) (live.isEmpty() ? 0 : live.getLast().t() / SECOND);
        int[] accepted = new int[seconds];
        int[] ended = new int[seconds];
        int[] unclear = new int[seconds];
        Set<String> in = new HashSet<>();
        Set<String> out = new HashSet<>();
        for (Event event : live) {
            int second = (int) (event.t() / SECOND);
            if (event.did(What.SUBMIT) && in.add(event.job())) {
                accepted[second]++;
            }
            if (event.did(What.POLL) && event.value().terminal() && out.add(event.job())) {
                ended[second]++;
            }
            boolean asked = event.what() == What.SUBMIT || event.what() == What.POLL;
            if (asked && event.kind() == Kind.INFO) {
                unclear[second]++;
            }
        }
        int[] open = new int[seconds];
        for (int second = 0; second < seconds; second++) {
            int before = second == 0 ? 0 : open[second - 1];
            open[second] = before + accepted[second] - ended[second];
        }
        return new Timeline(list(accepted), list(ended), list(open), list(unclear), bars(live));
    }

    /** The faults of a history, by the times when they ended. */
    public static List<Bar> bars(List<Event> live) {
        Map<String, Event> begun = new HashMap<>();
        List<Bar> bars = new ArrayList<>();
        for (Event event : live) {
            if (event.what() != What.FAULT) {
                continue;
            }
            if (event.kind() == Kind.INVOKE) {
                begun.put(event.proc(), event);
            } else {
                Event start = begun.getOrDefault(event.proc(), event);
                String kind = event.value().id().isEmpty() ? "ended by itself" : event.value().id();
                bars.add(new Bar(kind, start.value().detail(), start.t(), event.t()));
            }
        }
        return bars;
    }

    int seconds() {
        return accepted.size();
    }

    private static List<Integer> list(int... values) {
        return Arrays.stream(values).boxed().toList();
    }
}
