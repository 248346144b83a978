package io.forebay.worker.process;

/** What a worker asks of its device process. Each is answered before the next is asked. */
enum Op {
    /** Repository, name and version; answered by what the model takes and gives. */
    INSPECT,
    /** Repository and model; answered by the execution provider. */
    LOAD,
    /** The largest batch; answered when it is warm. */
    WARM_UP,
    /** A timeout and a batch in memory; answered by an outcome in memory. */
    RUN,
    /** Frees the model. */
    CLOSE
}
