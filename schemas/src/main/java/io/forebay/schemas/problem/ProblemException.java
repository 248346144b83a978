package io.forebay.schemas.problem;

/** Carries a {@link Problem} out of deep parsing code to the one place that answers it. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.code().wireName() + ": " + problem.detail());
        this.problem = problem;
    }

    public ProblemException(ProblemCode code, String detail) {
        this(new Problem(code, detail));
    }

    public Problem problem() {
        return problem;
    }
}
