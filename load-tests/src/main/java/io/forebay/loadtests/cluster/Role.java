package io.forebay.loadtests.cluster;

/** What a process of the cluster is. */
public enum Role {
    BROKER,
    REDIS,
    DISPATCHER,
    RESULTS,
    WORKER,
    INGEST,
    /** Everything in one process. */
    STANDALONE;

    /** As it is called in configurations and reports. */
    public String title() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
