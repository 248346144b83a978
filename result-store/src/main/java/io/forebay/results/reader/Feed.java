package io.forebay.results.reader;

import io.forebay.schemas.redis.IndexEntry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The ended jobs of each tenant, by their places in the log. Safe for use by several threads. */
public interface Feed {

    /**
     * The jobs that ended after a position: of each partition in the order of the log, partitions
     * merged by the times of the ends.
     */
    Slice read(String tenant, FeedPosition after, int limit);

    /** Where the view has come to; empty when it cannot say. */
    Optional<FeedPosition> end();

    /** Before every retained job. */
    FeedPosition begin();

    /** Tells when there may be more to read. */
    Watch watch(String tenant);

    /**
     * One job that ended.
     *
     * @param offset of the record that ended it
     * @param job with the time of its end
     */
    record Entry(int partition, long offset, IndexEntry job) {}

    /** What lies after a position. */
    sealed interface Slice {

        /**
         * @param more whether there was more than asked for
         */
        record Entries(List<Entry> entries, boolean more) implements Slice {

            public Entries {
                entries = List.copyOf(entries);
            }
        }

        /**
         * The view cannot say: Redis is away, or was lost and is being rebuilt.
         *
         * @param reason for people
         */
        record Unavailable(String reason) implements Slice {}
    }

    /** A look-out for one tenant. To be used by one thread and closed by it. */
    interface Watch extends AutoCloseable {

        /** The view could not be read: the next wait is to end in another look. */
        void doubt();

        /** False when nothing can have come within the time, or the thread was interrupted. */
        boolean await(Duration timeout);

        @Override
        void close();
    }
}
