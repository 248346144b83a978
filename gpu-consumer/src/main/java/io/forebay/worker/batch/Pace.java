package io.forebay.worker.batch;

import java.time.Duration;
import java.util.List;

/**
 * When a batch that is not full goes.
 *
 * @param maxDelay how long it may wait for more; zero = not at all
 * @param preferredRows of so many it does not wait
 */
public record Pace(Duration maxDelay, List<Integer> preferredRows) {

    public Pace {
        preferredRows = List.copyOf(preferredRows);
    }

    /** Whole milliseconds, the next one up: work arrives by the millisecond. */
    long delayMillis() {
        long millis = maxDelay.toMillis();
        return maxDelay.equals(Duration.ofMillis(millis)) ? millis : millis + 1;
    }

    /** The largest preferred number of rows up to this one; 0 when there is none. */
    int preferred(int rows) {
        return preferredRows.stream()
                .filter(each -> each <= rows)
                .mapToInt(each -> each)
                .max()
                .orElse(0);
    }
}
