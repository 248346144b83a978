package io.forebay.schemas.trace;

import org.slf4j.spi.LoggingEventBuilder;

/** Says of which job and which trace a line of the log is. */
public final class JobLog {

    private JobLog() {}

    /**
     * @param traceparent that the job travels with, or empty
     */
    public static LoggingEventBuilder of(
            LoggingEventBuilder line, String jobId, String traceparent) {
        LoggingEventBuilder named = line.addKeyValue("jobId", jobId);
        String trace = Traceparent.traceId(traceparent);
        return trace.isEmpty() ? named : named.addKeyValue("traceId", trace);
    }
}
