package io.forebay.ingest.problem;

import io.forebay.schemas.problem.ProblemCode;

/**
 * Carries a {@link Refusal} out of deep code to the one place that answers it. It has no stack
 * trace: hostile requests are to be cheap.
 */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    public RefusedException(Refusal refusal) {
        super(refusal.code().wireName() + ": " + refusal.detail(), null, false, false);
        this.refusal = refusal;
    }

    public RefusedException(ProblemCode code, String detail) {
        this(Refusal.of(code, detail));
    }

    public Refusal refusal() {
        return refusal;
    }
}
