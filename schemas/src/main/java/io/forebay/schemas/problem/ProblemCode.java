package io.forebay.schemas.problem;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Every cause an error can have, with its HTTP status. The wire name is stable. */
public enum ProblemCode {
    MALFORMED_REQUEST(400, "The request could not be read"),
    INVALID_CURSOR(400, "The cursor is none of this list"),
    UNAUTHENTICATED(401, "No valid API key"),
    FORBIDDEN(403, "The API key does not allow this"),
    NOT_FOUND(404, "No such resource"),
    UNKNOWN_MODEL(404, "No such model"),
    UNKNOWN_JOB(404, "No such job"),
    UNKNOWN_RESULT(404, "No such result"),
    UNKNOWN_DEAD_LETTER(404, "No such dead letter"),
    UNKNOWN_BATCH(404, "No such batch"),
    UNKNOWN_KEY(404, "No such API key"),
    METHOD_NOT_ALLOWED(405, "The resource does not support this method"),
    NOT_ACCEPTABLE(406, "No representation that the client accepts"),
    ALREADY_TERMINAL(409, "The job has already ended"),
    NOT_REDRIVABLE(409, "The job cannot be run again"),
    /** Lines came elsewhere, or the batch takes no more. */
    BATCH_CONFLICT(409, "The batch does not take these lines now"),
    KEY_REPLACED(409, "Another API key has taken its place"),
    NOT_TERMINAL(409, "The job has not ended"),
    GONE(410, "The job is past its retention"),
    CURSOR_EXPIRED(410, "The cursor is past the retention"),
    PAYLOAD_TOO_LARGE(413, "The payload is larger than the limit"),
    UNSUPPORTED_MEDIA_TYPE(415, "The model does not read this media type"),
    INVALID_INPUT(422, "The input does not fit the model"),
    INVALID_IMAGE(422, "The image cannot be decoded"),
    DECODE_TIMEOUT(422, "The input takes too long to decode"),
    DUPLICATE_CUSTOM_ID(422, "The custom_id stands for another line of the batch"),
    INVALID_CALLBACK(422, "The callback cannot be used"),
    INVALID_KEY(422, "The API key cannot be made so"),
    IDEMPOTENCY_CONFLICT(422, "The Idempotency-Key was used with another payload"),
    TOO_MANY_REQUESTS(429, "The tenant is over its quota"),
    INTERNAL(500, "An unexpected error"),
    QUEUE_UNAVAILABLE(503, "The queue cannot acknowledge the job"),
    VIEW_UNAVAILABLE(503, "The state of jobs cannot be read now"),
    DEADLINE_UNREACHABLE(503, "The job cannot be done by its deadline"),
    NOT_READY(503, "The service is not ready"),
    /** A job that did not start in time. */
    QUEUE_TIMEOUT(504, "The job did not start in time"),
    /** A job that did not end in time. */
    DEADLINE_EXCEEDED(504, "The job did not end by its deadline"),
    /** A run that was stopped. */
    RUN_TIMEOUT(504, "The run took longer than its limit"),
    CANCELED(409, "The job was canceled"),
    /** Out of memory, a device error, a lost worker: another attempt may succeed. */
    EXECUTION_FAILED(502, "The model could not be run"),
    ATTEMPTS_EXHAUSTED(502, "Every attempt failed");

    private final int status;
    private final String title;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** The name on the wire, such as {@code invalid-input}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The problem type URI (RFC 9457). */
    public String type() {
        return "urn:forebay:problem:" + wireName();
    }

    public static Optional<ProblemCode> parse(String wireName) {
        return Arrays.stream(values()).filter(code -> code.wireName().equals(wireName)).findFirst();
    }
}
