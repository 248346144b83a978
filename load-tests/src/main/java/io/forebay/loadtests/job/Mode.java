package io.forebay.loadtests.job;

/** How a job is asked for. */
public enum Mode {
    /** {@code POST /v1/models/<m>/jobs} with {@code Prefer: wait=30}: one round trip. */
    WAIT,
    /** The same with {@code Prefer: respond-async}, then {@code GET /v1/jobs/<id>?wait=30s}. */
    POLL,
    /** {@code POST /v2/models/<m>/infer}. */
    INFER
}
