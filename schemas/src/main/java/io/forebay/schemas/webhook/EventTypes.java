package io.forebay.schemas.webhook;

import io.forebay.schemas.wire.BatchState;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.State;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The names of events, and filters of them. */
public final class EventTypes {

    /** Filters that one endpoint or callback may have. */
    public static final int MAX_FILTERS = 16;

    private static final String ALL = "*";
    private static final Set<String> KNOWN =
            Set.of(
                    "job.running",
                    "job.succeeded",
                    "job.failed",
                    "job.canceled",
                    "job.expired",
                    "batch.completed",
                    "batch.canceled",
                    "batch.expired");
    private static final Set<String> GROUPS = Set.of("job.*", "batch.*", ALL);

    private EventTypes() {}

    /** What a job's state is told as; empty for states that are not told. */
    public static Optional<String> of(JobState state) {
        return name(state.getState());
    }

    /**
     * What a batch's state is told as: its ends alone. A batch of failed lines is a completed one,
     * and whoever finalizes a batch has been told that it runs.
     */
    public static Optional<String> of(BatchState state) {
        return switch (state.getStatus()) {
            case BATCH_COMPLETED -> Optional.of("batch.completed");
            case BATCH_CANCELED -> Optional.of("batch.canceled");
            case BATCH_EXPIRED -> Optional.of("batch.expired");
            case BATCH_OPEN, BATCH_RUNNING, BATCH_CANCELING, UNRECOGNIZED -> Optional.empty();
        };
    }

    /** Whether a filter can be one. */
    public static boolean isFilter(String text) {
        return KNOWN.contains(text) || GROUPS.contains(text);
    }

    /** What a filter may be, for people. */
    public static String expected() {
        return "job.succeeded, job.failed, job.canceled, job.expired, job.running, batch.completed,"
                + " batch.canceled, batch.expired, job.*, batch.* or *";
    }

    /** Whether the filters let the event through; no filters let every end through. */
    public static boolean wants(List<String> filters, String event) {
        if (filters.isEmpty()) {
            return !event.endsWith(".running");
        }
        String group = event.substring(0, event.indexOf('.') + 1) + ALL;
        return filters.stream()
                .anyMatch(filter ->
                        filter.equals(event) || filter.equals(group) || filter.equals(ALL));
    }

    private static Optional<String> name(State state) {
        return switch (state) {
            case RUNNING -> Optional.of("job.running");
            case SUCCEEDED -> Optional.of("job.succeeded");
            case FAILED -> Optional.of("job.failed");
            case CANCELED -> Optional.of("job.canceled");
            case EXPIRED -> Optional.of("job.expired");
            case QUEUED, UNRECOGNIZED -> Optional.empty();
        };
    }
}
