package io.forebay.schemas.trace;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;

/**
 * What spans say. Names of HTTP and messaging are those of OpenTelemetry's semantic conventions
 * 1.37; those of jobs are our own.
 */
public final class SpanKeys {

    static final AttributeKey<String> SERVICE_NAME = stringKey("service.name");

    public static final AttributeKey<String> METHOD = stringKey("http.request.method");
    public static final AttributeKey<String> ROUTE = stringKey("http.route");
    public static final AttributeKey<Long> STATUS = longKey("http.response.status_code");
    public static final AttributeKey<Long> RESENT = longKey("http.request.resend_count");
    public static final AttributeKey<String> URL = stringKey("url.full");
    public static final AttributeKey<String> PATH = stringKey("url.path");
    public static final AttributeKey<String> SCHEME = stringKey("url.scheme");
    public static final AttributeKey<String> HOST = stringKey("server.address");
    public static final AttributeKey<Long> PORT = longKey("server.port");
    public static final AttributeKey<String> ERROR = stringKey("error.type");

    public static final AttributeKey<String> MESSAGING = stringKey("messaging.system");
    public static final AttributeKey<String> TOPIC = stringKey("messaging.destination.name");
    public static final AttributeKey<String> PARTITION =
            stringKey("messaging.destination.partition.id");
    public static final AttributeKey<String> OPERATION = stringKey("messaging.operation.type");
    public static final AttributeKey<String> OPERATION_NAME = stringKey("messaging.operation.name");
    public static final AttributeKey<Long> OFFSET = longKey("messaging.kafka.offset");
    public static final AttributeKey<Long> MESSAGES = longKey("messaging.batch.message_count");

    public static final AttributeKey<String> JOB = stringKey("forebay.job.id");
    public static final AttributeKey<String> TENANT = stringKey("forebay.tenant");
    public static final AttributeKey<String> MODEL = stringKey("forebay.model.name");
    public static final AttributeKey<String> VERSION = stringKey("forebay.model.version");
    public static final AttributeKey<String> LANE = stringKey("forebay.lane");
    public static final AttributeKey<String> STATE = stringKey("forebay.job.state");
    public static final AttributeKey<Long> JOB_VERSION = longKey("forebay.job.version");
    public static final AttributeKey<String> CACHE = stringKey("forebay.cache.status");
    public static final AttributeKey<String> OUTCOME = stringKey("forebay.outcome");
    public static final AttributeKey<Long> ATTEMPT = longKey("forebay.attempt");
    public static final AttributeKey<Long> ATTEMPTS = longKey("forebay.attempts");
    public static final AttributeKey<Long> BATCH_SIZE = longKey("forebay.batch.size");
    public static final AttributeKey<Long> BATCH_ROWS = longKey("forebay.batch.rows");
    public static final AttributeKey<String> DEVICE = stringKey("forebay.execution.provider");
    public static final AttributeKey<String> BATCH = stringKey("forebay.batch.id");
    public static final AttributeKey<String> DELIVERY = stringKey("forebay.delivery.id");
    public static final AttributeKey<String> EVENT = stringKey("forebay.event");
    public static final AttributeKey<Boolean> ANSWERED = booleanKey("forebay.answered.at.the.door");

    private SpanKeys() {}
}
