package io.forebay.results.projection;

import io.forebay.results.redis.RedisAnswer;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The view as the projection sees it. */
interface ViewStore {

    /** The texts of the positions that are there, by partition. */
    CompletableFuture<RedisAnswer<Map<Integer, String>>> positions(Collection<Integer> partitions);

    /**
     * Applies a batch if the position is the expected one.
     *
     * @return the position's text as it was found: the batch was applied if that is the expected
     *     one, and nothing was changed otherwise
     */
    CompletableFuture<RedisAnswer<Optional<String>>> apply(ViewBatch batch);
}
