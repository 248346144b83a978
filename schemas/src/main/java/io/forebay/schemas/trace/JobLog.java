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
        return traced(line.addKeyValue("jobId", jobId), traceparent);
    }

    /**
     * For a line that is of a trace, and of no job that is known yet.
     *
     * @param traceparent or empty
     */
    public static LoggingEventBuilder traced(LoggingEventBuilder line, String traceparent) {
        String trace = Traceparent.traceId(traceparent);
        return trace.isEmpty() ? line : line.addKeyValue("traceId", trace);
    }
}
