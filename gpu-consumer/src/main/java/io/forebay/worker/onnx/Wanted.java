package io.forebay.worker.onnx;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a request asked for.
 *
 * @param names of its answer's tensors, in order
 * @param raw the model's outputs that it takes to give them
 * @param made those of the names that postprocessing makes; the others are the model's own
 */
record Wanted(List<String> names, Set<String> raw, Set<String> made) {

    Wanted {
        names = List.copyOf(names);
        raw = Set.copyOf(raw);
        made = Set.copyOf(made);
    }

    boolean postprocessed() {
        return !made.isEmpty();
    }

    /** What it takes to answer all of these at once. */
    static Set<String> raw(List<PreparedInput> items) {
        Set<String> union = new LinkedHashSet<>();
        items.forEach(item -> union.addAll(item.wanted().raw()));
        return union;
    }
}
