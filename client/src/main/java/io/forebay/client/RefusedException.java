package io.forebay.client;

/** The server said no, and why. */
public final class RefusedException extends ForebayException {

    private static final long serialVersionUID = 1L;

    private final transient ServerProblem problem;

    RefusedException(ServerProblem problem) {
        super(problem.toString());
        this.problem = problem;
    }

    public ServerProblem problem() {
        return problem;
    }
}
