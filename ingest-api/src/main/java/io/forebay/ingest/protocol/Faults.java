package io.forebay.ingest.protocol;

import io.forebay.ingest.problem.InputError;
import io.forebay.ingest.problem.Refusal;
import io.forebay.schemas.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects what is wrong with one input, so that a client learns it at once. Confined to one
 * request.
 */
final class Faults {

    /** Enough to act on; the rest is more of the same. */
    static final int MAX = 16;

    private final List<InputError> errors = new ArrayList<>(0);

    private int count;

    void add(String pointer, String detail) {
        count++;
        if (errors.size() < MAX) {
            errors.add(InputError.pointer(pointer, detail));
        }
    }

    /** How many there were, also beyond those that are kept. */
    int count() {
        return count;
    }

    /** Throws when anything was added. */
    void refuse() {
        if (!errors.isEmpty()) {
            InputError first = errors.getFirst();
            throw Refusal.of(ProblemCode.INVALID_INPUT, first.where() + ": " + first.detail())
                    .with(errors)
                    .toException();
        }
    }
}
