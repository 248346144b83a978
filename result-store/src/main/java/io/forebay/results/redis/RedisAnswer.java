package io.forebay.results.redis;

/** What came of asking Redis. */
public sealed interface RedisAnswer<T> {

    /** It answered. */
    record Answered<T>(T value) implements RedisAnswer<T> {}

    /**
     * It did not, in time or not at all; whether it did what it was asked is unknown.
     *
     * @param reason for people, without anything that was sent
     */
    record Away<T>(String reason) implements RedisAnswer<T> {

        /** The same for another kind of answer. */
        public <U> Away<U> cast() {
            return new Away<>(reason);
        }
    }
}
