package io.forebay.loadtests.job;

/** Runs jobs one after the other to their judged ends. Confined to one thread. */
public interface JobRunner extends AutoCloseable {

    /** Opens its connections now, so that no job pays for it. */
    void connect();

    /** Submits the job of this number and waits for its end. */
    Outcome run(int job);

    /** Answers that came on top of the one that was asked for. */
    int surplusAnswers();

    @Override
    void close();
}
