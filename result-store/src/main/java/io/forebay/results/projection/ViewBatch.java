package io.forebay.results.projection;

import io.forebay.schemas.redis.ViewPosition;
import java.util.List;
import java.util.Optional;

/**
 * One change of a partition's view, all of it or nothing.
 *
 * @param expected the position's text that must lie in Redis; empty when there must be none
 * @param next the position afterwards
 */
record ViewBatch(
        int partition,
        Optional<String> expected,
        ViewPosition next,
        List<ViewChange> changes,
        List<String> changedIds) {}
