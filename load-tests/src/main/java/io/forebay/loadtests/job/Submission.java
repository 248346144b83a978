package io.forebay.loadtests.job;

/** What came of submitting a job. */
public sealed interface Submission {

    /** The job has ended, or was never taken. */
    record Ended(Outcome outcome) implements Submission {}

    /**
     * The job was taken, and its end was not told yet.
     *
     * @param content the seed of its input
     * @param id empty where the instance gave none
     * @param deadline {@link System#nanoTime()} when it counts as lost
     */
    record Open(int job, long content, String id, long deadline) implements Submission {}
}
