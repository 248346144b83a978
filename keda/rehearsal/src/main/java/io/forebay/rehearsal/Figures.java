package io.forebay.rehearsal;

import java.util.Locale;
import java.util.Map;

/**
 * The figures of a model on a machine, which everybody who copies a ScaledObject replaces: what a
 * worker does, and how long one takes to come. All in the story's time.
 *
 * @param service seconds of one worker for one job
 * @param coldStart seconds
 * @param waitSlo seconds
 */
record Figures(int most, double service, double coldStart, double waitSlo) {

    /** As the triggers of a ScaledObject say them, by type. */
    Map<String, Map<String, String>> metadata() {
        return Map.of(
                "kafka",
                Map.of("lagThreshold", Long.toString(lagThreshold())),
                "external-push",
                Map.of(
                        "maxReplicas", Integer.toString(most),
                        "serviceSeconds", text(service),
                        "coldStartSeconds", text(coldStart),
                        "waitSloSeconds", text(waitSlo)));
    }

    /** The least that does not oscillate (docs/decisions/051). */
    private long lagThreshold() {
        return (long) Math.ceil(Math.E / service * coldStart);
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
