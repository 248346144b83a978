/**
 * Takes work off a lane and says what is done: {@link io.forebay.worker.poll.LanePoller} in a group
 * of consumers, {@link io.forebay.worker.poll.SharePoller} in a share group.
 */
@NullMarked
package io.forebay.worker.poll;

import org.jspecify.annotations.NullMarked;
