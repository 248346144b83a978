package io.forebay.results.reader;

import io.forebay.schemas.redis.IndexEntry;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The jobs of each tenant, newest first. Safe for use by several threads. */
public interface JobIndex {

    /** Jobs older than one; the newest when none is named. Some of them may have gone. */
    Page before(String tenant, Optional<IndexEntry> before, int limit);

    /**
     * How many of the tenant's jobs are open, lines of batches aside; empty when the view cannot
     * say.
     */
    OptionalLong open(String tenant);

    /** Part of the list. */
    sealed interface Page {

        /**
         * @param entries with the times of creation
         * @param more whether there are older ones
         */
        record Entries(List<IndexEntry> entries, boolean more) implements Page {

            public Entries {
                entries = List.copyOf(entries);
            }
        }

        /**
         * The view cannot say.
         *
         * @param reason for people
         */
        record Unavailable(String reason) implements Page {}
    }
}
