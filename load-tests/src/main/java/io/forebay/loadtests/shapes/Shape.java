package io.forebay.loadtests.shapes;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A way in which load changes.
 *
 * @param what it is, in a sentence
 * @param parts the first of which is the one whose latency and recovery are stated
 * @param burst none where there is nothing to recover from
 */
record Shape(String name, String what, List<Part> parts, @Nullable Burst burst) {

    Shape {
        parts = List.copyOf(parts);
    }
}
