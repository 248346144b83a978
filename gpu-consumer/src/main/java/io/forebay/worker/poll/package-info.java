/**
 * Takes work off a lane and commits what is done: {@link io.forebay.worker.poll.LanePoller} and
 * {@link io.forebay.worker.poll.PartitionOffsets}.
 */
@NullMarked
package io.forebay.worker.poll;

import org.jspecify.annotations.NullMarked;
