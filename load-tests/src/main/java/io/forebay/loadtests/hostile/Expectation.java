package io.forebay.loadtests.hostile;

import java.util.Optional;
import java.util.Set;

/** What the answer to a hostile request has to be. */
sealed interface Expectation {

    /** What is wrong with an answer; empty when nothing is. */
    Optional<String> fault(Reply reply);

    /** Whether the same request is answered the same each time. */
    default boolean isStable() {
        return true;
    }

    /** Those that need no more than their name. */
    enum Kind implements Expectation {
        /** A problem of 4xx. */
        REFUSED,
        /** 400: nothing that could be read. */
        MALFORMED,
        /** It can be read; whether it fits is another question. */
        READABLE,
        /** 2xx. */
        ACCEPTED,
        /** 2xx or a problem of 4xx. */
        EITHER,
        /** The job of the picture succeeds. */
        DECODES,
        /** Refused, or its job fails for good. */
        UNDECODABLE,
        /** One of these two. */
        PICTURE;

        @Override
        public Optional<String> fault(Reply reply) {
            boolean right =
                    switch (this) {
                        case REFUSED -> reply.isProblem();
                        case MALFORMED -> reply.isProblem() && reply.status() == 400;
                        case READABLE ->
                                reply.isAccepted() || (reply.isProblem() && reply.status() != 400);
                        case ACCEPTED -> reply.isAccepted();
                        case EITHER -> reply.isAccepted() || reply.isProblem();
                        case DECODES -> isDecoded(reply);
                        case UNDECODABLE -> isUndecodable(reply);
                        case PICTURE -> isDecoded(reply) || isUndecodable(reply);
                    };
            return right ? Optional.empty() : Optional.of(this + " expected, but was " + reply);
        }

        /** Of lines of a batch also that they could not be read. */
        private static final Set<String> FOR_GOOD =
                Set.of("invalid-image", "invalid-input", "malformed-request");

        private static boolean isDecoded(Reply reply) {
            return reply.isAccepted() && reply.json().path("state").asText().equals("succeeded");
        }

        private static boolean isUndecodable(Reply reply) {
            return reply.isProblem()
                    || (reply.isAccepted()
                            && reply.json().path("state").asText().equals("failed")
                            && FOR_GOOD.contains(reply.code()));
        }
    }

    /**
     * A problem of 4xx, or a job whose metadata are this, byte for byte.
     *
     * @param key of the pair
     */
    record Echo(String key, String value) implements Expectation {

        @Override
        public Optional<String> fault(Reply reply) {
            if (reply.isProblem()
                    || (reply.isAccepted()
                            && value.equals(
                                    reply.json().path("metadata").path(key).asText(null)))) {
                return Optional.empty();
            }
            return Optional.of("metadata '%s' expected, but was %s".formatted(value, reply));
        }
    }

    /**
     * A key of a job of its own: accepted, or no key. Taken for the key of another job, it is a
     * conflict, since no two of these jobs have the same input.
     */
    record OwnKey() implements Expectation {

        @Override
        public Optional<String> fault(Reply reply) {
            return reply.isAccepted() || (reply.isProblem() && reply.status() == 400)
                    ? Optional.empty()
                    : Optional.of("a key of its own expected, but was " + reply);
        }

        /** The first time it is a new job, then it is that job. */
        @Override
        public boolean isStable() {
            return false;
        }
    }
}
