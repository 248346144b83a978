/**
 * Reads jobs back for whoever serves clients: {@link io.forebay.results.reader.JobReader}, in Redis
 * {@link io.forebay.results.reader.RedisJobReader}.
 *
 * <p>A reader that has shown a version of a job never shows a lower one afterwards. What it shows
 * of an open job comes from a live view, whose {@link io.forebay.schemas.redis.ViewPosition
 * position} was read in the same moment and is not lower than any this reader saw before it asked:
 * views of one partition only differ by how far in the log they are. Everything else it shows has
 * ended, which is final.
 */
@NullMarked
package io.forebay.results.reader;

import org.jspecify.annotations.NullMarked;
