package io.forebay.loadtests.job;

/** How one job of the benchmark ended. */
public sealed interface Outcome {

    /** The job's id; empty where the instance gave none. */
    String id();

    /**
     * The answer is what it must be.
     *
     * @param cacheStatus how it was answered; empty where the instance does not say
     */
    record Right(String id, String cacheStatus) implements Outcome {}

    /** The job succeeded with an answer that is not what it must be. */
    record Wrong(String id, String reason) implements Outcome {}

    /**
     * The job ended otherwise than by success.
     *
     * @param reason the state and the code of the problem
     */
    record Failed(String id, String reason) implements Outcome {}

    /** The submission was answered with another status than 2xx. */
    record Refused(int status, String code) implements Outcome {
        @Override
        public String id() {
            return "";
        }
    }

    /** No end was seen of a job that the instance took, or may have taken. */
    record Lost(String id, String reason) implements Outcome {}
}
