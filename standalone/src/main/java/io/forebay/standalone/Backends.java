package io.forebay.standalone;

/** The broker and the Redis that the services stand on. */
interface Backends extends AutoCloseable {

    String bootstrapServers();

    /** As {@code redis://host:port}. */
    String redisAddress();

    @Override
    void close();
}
