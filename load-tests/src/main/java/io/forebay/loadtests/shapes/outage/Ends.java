package io.forebay.loadtests.shapes.outage;

import io.forebay.loadtests.check.Expected;
import io.forebay.loadtests.history.Event;
import io.forebay.loadtests.history.Kind;
import io.forebay.loadtests.history.What;
import io.forebay.loadtests.job.Outcome;
import io.forebay.loadtests.shapes.Seconds;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * When jobs that were due at a rate ended, by their tenants' feeds: one reader of a feed sees all
 * ends, where a poll for each would see some of them late. Only jobs that nobody cancels and whose
 * time is not short. Used by one thread at a time.
 */
final class Ends implements Consumer<Event> {

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final String KEY = "job-";

    private final Seconds seconds;
    private final double rate;
    private final Map<String, Long> numbers = new HashMap<>();
    private final Map<String, Long> open = new HashMap<>();
    private final BitSet known = new BitSet();
    private final Map<String, Event> early = new HashMap<>();
    private long began = -1;

    /**
     * @param rate of jobs a second, from number 0 on
     */
    Ends(Seconds seconds, double rate) {
        this.seconds = seconds;
        this.rate = rate;
    }

    /** The first job is due now. */
    synchronized void begin(long millis) {
        began = millis;
    }

    /** Jobs that have not ended. */
    synchronized int open() {
        return open.size();
    }

    @Override
    public synchronized void accept(Event event) {
        if (event.what() == What.SUBMIT && event.kind() == Kind.INVOKE) {
            if (event.value().expect().equals(Expected.SUCCESS.name())
                    && event.key().startsWith(KEY)) {
                int number = Integer.parseInt(event.key().substring(KEY.length()));
                // Some are offered again when they have ended.
                if (!known.get(number)) {
                    known.set(number);
                    numbers.put(key(event), (long) number);
                }
            }
        } else if (event.did(What.SUBMIT)) {
            Long number = numbers.remove(key(event));
            Event end = early.remove(event.job());
            if (number != null && end != null) {
                ended(number, end);
            } else if (number != null) {
                open.put(event.job(), number);
            }
        } else if (event.did(What.FEED)) {
            Long number = open.remove(event.job());
            if (number == null) {
                // A feed may be quicker than the answer to the offer.
                early.put(event.job(), event);
            } else {
                ended(number, event);
            }
        }
    }

    private void ended(long number, Event event) {
        long due = (long) (number * 1_000 / rate);
        Outcome outcome =
                event.value().state().equals("succeeded")
                        ? new Outcome.Right(event.job(), "")
                        : new Outcome.Failed(event.job(), event.value().state());
        seconds.ended(due * NANOS_PER_MILLI, (event.t() - began - due) * NANOS_PER_MILLI, outcome);
    }

    private static String key(Event event) {
        return event.tenant() + " " + event.key();
    }
}
