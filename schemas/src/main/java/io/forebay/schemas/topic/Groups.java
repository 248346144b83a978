package io.forebay.schemas.topic;

/** The names of consumer groups, where the configuration says nothing else. */
public final class Groups {

    /** The dispatcher's instances, Kafka Streams' application id. */
    public static final String DISPATCHER = "forebay.dispatcher";

    /** Result stores that follow job states; those of the other projections begin with it. */
    public static final String PROJECTION = "forebay.projection";

    /** Result stores that share the deliveries of webhooks. */
    public static final String WEBHOOKS = "forebay.webhooks";

    /** Ingest nodes that share the removal of payloads. */
    public static final String DISCARDS = "forebay.discards";

    /** Begins the group of every model's lane, also where it is a share group. */
    public static final String WORKER_PREFIX = "forebay.worker.";

    private Groups() {}
}
