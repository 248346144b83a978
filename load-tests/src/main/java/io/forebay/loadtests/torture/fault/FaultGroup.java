package io.forebay.loadtests.torture.fault;

/** Faults by what they befall, as the command line names them. */
public enum FaultGroup {
    WORKERS,
    DISPATCHERS,
    RESULTS,
    INGEST,
    BROKER,
    REDIS,
    POISON,
    RECEIVERS,
    /** Only where there is another version. */
    UPGRADES
}
