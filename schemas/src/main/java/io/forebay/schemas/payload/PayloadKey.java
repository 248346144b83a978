package io.forebay.schemas.payload;

import io.forebay.schemas.id.BatchId;
import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.wire.WorkItem;
import java.util.regex.Pattern;

/** What keys of payloads look like: paths that cannot leave where they begin. */
public final class PayloadKey {

    private static final Pattern KEY = Pattern.compile("[\\w-][\\w.-]*(/[\\w-][\\w.-]*)*");

    private static final String INPUTS = "inputs/";
    private static final String OUTPUTS = "outputs/";

    private PayloadKey() {}

    /**
     * Of one job's input. Nobody else puts there, so that it may go when the job does; the time
     * keeps an id that comes again, as an Idempotency-Key makes it, from what was said of the
     * first.
     *
     * @param job its id
     * @param createdAt when it was submitted, in epoch milliseconds
     */
    public static String input(FlightKey flight, String job, long createdAt) {
        return "%s%s-%s-%d".formatted(INPUTS, flight.hex(), job, createdAt);
    }

    /** Of what one attempt of a flight computed, and no later flight will. */
    public static String output(WorkItem item) {
        return "%s%s-%s-%d-%d"
                .formatted(
                        OUTPUTS,
                        new FlightKey(item.getFlightKey()).hex(),
                        item.getFlightId(),
                        item.getEnqueuedAt(),
                        item.getAttempt());
    }

    /** Of a piece of a batch's text, counted from 0. */
    public static String chunk(BatchId batch, long chunk) {
        return "batches/%s/%d".formatted(batch.text(), chunk);
    }

    public static boolean isInput(String key) {
        return key.startsWith(INPUTS);
    }

    /**
     * Whether jobs of this flight alone can name the payload, by the names above: {@code
     * outputs/<flight>-<attempt>}, as it was called before, is not one of them.
     */
    public static boolean isOf(FlightKey flight, String key) {
        String rest = flight.hex() + "-" + JobId.PREFIX;
        return (key.startsWith(INPUTS + rest) || key.startsWith(OUTPUTS + rest))
                && KEY.matcher(key).matches();
    }

    /**
     * The key, as it is.
     *
     * @throws PayloadStoreException when it is none
     */
    public static String require(String key) {
        if (!KEY.matcher(key).matches()) {
            throw new PayloadStoreException("payload key '" + key + "' does not match " + KEY);
        }
        return key;
    }
}
