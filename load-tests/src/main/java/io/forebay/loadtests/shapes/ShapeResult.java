package io.forebay.loadtests.shapes;

import io.forebay.loadtests.phase.PhaseResult;
import io.forebay.loadtests.phase.Tally;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of a shape.
 *
 * @param parts in the order of the shape's
 * @param recovery of the first part; empty where there was no burst
 */
record ShapeResult(Shape shape, List<PartResult> parts, Optional<Recovery> recovery) {

    /** What came of a part. */
    record PartResult(Part part, Seconds seconds, PhaseResult phase, Tally tally) {}

    ShapeResult {
        parts = List.copyOf(parts);
    }

    static ShapeResult of(Shape shape, List<PartResult> parts) {
        Burst burst = shape.burst();
        return new ShapeResult(
                shape,
                parts,
                burst == null
                        ? Optional.empty()
                        : Optional.of(Recovery.of(parts.getFirst().seconds(), burst)));
    }

    static PartResult part(Part part, Seconds seconds, PhaseResult phase) {
        return new PartResult(part, seconds, phase, phase.tally(Map.of()));
    }

    /** Whether every job that was taken ended once and right. */
    boolean isClean() {
        return parts.stream().allMatch(part -> part.tally().isClean());
    }
}
