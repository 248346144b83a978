package io.forebay.loadtests.peers.loop;

/** What front and worker call the same. */
final class LoopNames {

    /** Of every topic; the model's name follows. */
    static final String TOPIC = "jobs-";

    /** Of the key under which a job's end is kept in Redis; the job's id follows. */
    static final String KEY = "job:";

    /** Of the channel on which a job's end is told; the job's id follows. */
    static final String CHANNEL = "end:";

    /** The Kafka header that holds where to tell the job's end. */
    static final String CALLBACK = "callback";

    /** How long a result can be asked for, in seconds. */
    static final int KEPT_SECONDS = 3600;

    private LoopNames() {}
}
