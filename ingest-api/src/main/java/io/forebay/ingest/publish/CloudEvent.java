package io.forebay.ingest.publish;

import io.forebay.schemas.wire.JobEvent;
import io.forebay.schemas.wire.Submission;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;

/** The attributes of CloudEvents 1.0 in binary mode, and the trace context. */
final class CloudEvent {

    private static final byte[] SPEC = utf8("1.0");
    private static final byte[] SOURCE = utf8("/forebay/ingest");
    private static final byte[] SUBMITTED = utf8("io.forebay.job.submitted");
    private static final byte[] CANCELED = utf8("io.forebay.job.cancellation-requested");
    private static final byte[] DELETED = utf8("io.forebay.job.deletion-requested");

    private CloudEvent() {}

    static void describe(JobEvent event, Headers headers) {
        headers.add("ce_specversion", SPEC).add("ce_source", SOURCE);
        switch (event.getEventCase()) {
            case SUBMISSION -> submission(event.getSubmission(), headers);
            case CANCELLATION ->
                    headers.add("ce_type", CANCELED)
                            .add("ce_id", utf8(event.getCancellation().getJobId() + "/cancel"));
            case DELETION ->
                    headers.add("ce_type", DELETED)
                            .add("ce_id", utf8(event.getDeletion().getJobId() + "/delete"));
            case EVENT_NOT_SET -> throw new IllegalArgumentException("an event says what it is");
        }
    }

    private static void submission(Submission submission, Headers headers) {
        headers.add("ce_type", SUBMITTED).add("ce_id", utf8(submission.getJobId()));
        if (submission.getInput().hasRef()) {
            headers.add("ce_dataref", utf8(submission.getInput().getRef().getKey()));
        }
        if (!submission.getTraceparent().isEmpty()) {
            headers.add("traceparent", utf8(submission.getTraceparent()));
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
