package io.forebay.ingest.auth;

import io.forebay.schemas.topic.TopicFollower;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.ApiKeyRecord;
import java.util.Map;

/** Follows {@code forebay.api-keys}, so that every node knows every key. */
public final class KeyFollower implements AutoCloseable {

    private final IssuedKeys keys = new IssuedKeys();
    private final TopicFollower<ApiKeyRecord> log;

    private KeyFollower(Map<String, Object> kafka) {
        log =
                TopicFollower.start(
                        Topics.API_KEYS, kafka, read -> keys.accept(read.key(), read.value()));
    }

    /**
     * Reads what is there so far, then follows in the background.
     *
     * @param kafka client properties, at least {@code bootstrap.servers}
     */
    public static KeyFollower start(Map<String, Object> kafka) {
        return new KeyFollower(kafka);
    }

    /** What it has read. */
    public IssuedKeys keys() {
        return keys;
    }

    @Override
    public void close() {
        log.close();
    }
}
