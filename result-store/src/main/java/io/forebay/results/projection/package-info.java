/**
 * Follows the job states and keeps the view in Redis: {@link Projection}.
 *
 * <p>The view of a partition and its {@link io.forebay.schemas.redis.ViewPosition position} change
 * in one script, and only if the position is still the one that the writer knows. That alone makes
 * each record count once in effect:
 *
 * <ul>
 *   <li>A writer that lost its partition to another one is fenced: the position has moved on, so
 *       that its script changes nothing. States of one job never pass each other, for they are
 *       written in log order by whoever holds the position; no version is compared.
 *   <li>A script that was sent twice, or whose answer was lost, finds the position after itself and
 *       goes on from there.
 *   <li>A Redis that was emptied has no position, and one that fell back to an older copy has an
 *       older one, with exactly the view that belongs to it. Either is found by the next script at
 *       the latest, and the log is read again from there.
 * </ul>
 *
 * <p>Nothing here reads committed offsets; they are written for lag monitoring only.
 */
@NullMarked
package io.forebay.results.projection;

import org.jspecify.annotations.NullMarked;
