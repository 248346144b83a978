package io.forebay.worker.onnx;

import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.problem.ProblemException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which outputs a request gets: those it names, else the postprocessed ones, else all that the
 * model gives. Of a name that both have, a request that names it gets the model's own.
 *
 * @param rawNames the model's own
 * @param postprocessed what postprocessing makes; empty when there is none
 * @param source the model's output that postprocessing reads
 */
record WantedOutputs(List<String> rawNames, List<String> postprocessed, String source) {

    WantedOutputs {
        rawNames = List.copyOf(rawNames);
        postprocessed = List.copyOf(postprocessed);
    }

    /**
     * @param requested possibly none
     * @throws ProblemException INVALID_INPUT for an unknown name, listing the known ones
     */
    Wanted of(List<String> requested) {
        if (requested.isEmpty()) {
            return postprocessed.isEmpty()
                    ? new Wanted(rawNames, Set.copyOf(rawNames), Set.of())
                    : new Wanted(postprocessed, Set.of(source), Set.copyOf(postprocessed));
        }
        List<String> names = List.copyOf(new LinkedHashSet<>(requested));
        Set<String> raw = new LinkedHashSet<>();
        Set<String> made = new LinkedHashSet<>();
        for (String name : names) {
            if (rawNames.contains(name)) {
                raw.add(name);
            } else if (postprocessed.contains(name)) {
                raw.add(source);
                made.add(name);
            } else {
                throw new ProblemException(
                        ProblemCode.INVALID_INPUT,
                        "output '%s' is unknown; the model gives %s".formatted(name, known()));
            }
        }
        return new Wanted(names, raw, made);
    }

    private String known() {
        Set<String> all = new LinkedHashSet<>(postprocessed);
        all.addAll(rawNames);
        return String.join(", ", all);
    }
}
