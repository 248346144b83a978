package io.forebay.schemas.topic;

import static io.forebay.schemas.topic.Topic.PREFIX;
import static io.forebay.schemas.topic.Topic.WORK_PREFIX;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.COMPRESSION_TYPE_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.DELETE_RETENTION_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;

import io.forebay.schemas.wire.ApiKeyRecord;
import io.forebay.schemas.wire.BatchEvent;
import io.forebay.schemas.wire.BatchState;
import io.forebay.schemas.wire.Completion;
import io.forebay.schemas.wire.DeadLetter;
import io.forebay.schemas.wire.DeliveryAttempt;
import io.forebay.schemas.wire.DeliveryEntry;
import io.forebay.schemas.wire.Discard;
import io.forebay.schemas.wire.EndpointRecord;
import io.forebay.schemas.wire.JobEvent;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.Lane;
import io.forebay.schemas.wire.ModelRecord;
import io.forebay.schemas.wire.ScalerMinute;
import io.forebay.schemas.wire.Withdrawal;
import io.forebay.schemas.wire.WorkItem;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** The list of topics. Every name, key, value and setting is here and nowhere else. */
public final class Topics {

    private static final Pattern MODEL_NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");
    private static final Serde<byte[]> BYTES = Serdes.ByteArray();
    private static final Serde<String> TEXT = Serdes.String();

    /** Submissions and cancellations; key: flight key, or job id for a cancellation. */
    public static final Topic<byte[], JobEvent> JOBS =
            new Topic<>(
                    PREFIX + "jobs",
                    BYTES,
                    Topic.protobuf(JobEvent.parser()),
                    Topic.Partitions.FLIGHT,
                    Retention.of(Duration.ofDays(3)));

    /** What became of attempts; key: flight key. */
    public static final Topic<byte[], Completion> COMPLETIONS =
            new Topic<>(
                    PREFIX + "completions",
                    BYTES,
                    Topic.protobuf(Completion.parser()),
                    Topic.Partitions.FLIGHT,
                    Retention.of(Duration.ofDays(3)));

    /**
     * Jobs as readers see them; key: job id, partitioned by flight. Compacted, so that the view can
     * be rebuilt from it; a job past its retention leaves by a tombstone or by age.
     */
    public static final Topic<String, JobState> JOB_STATES =
            new Topic<>(
                    PREFIX + "job-states",
                    TEXT,
                    Topic.protobuf(JobState.parser()),
                    Topic.Partitions.FLIGHT,
                    Map.of(
                            CLEANUP_POLICY_CONFIG,
                            "compact,delete",
                            RETENTION_MS_CONFIG,
                            Retention.millis(Retention.JOB_STATES),
                            // A view that is rebuilt must find what was deleted as long as it may
                            // find the rest.
                            DELETE_RETENTION_MS_CONFIG,
                            Retention.millis(Retention.JOB_STATES),
                            COMPRESSION_TYPE_CONFIG,
                            "producer"));

    /** Flights that used up their attempts; key: {@code id.LetterKey}, partitioned by flight. */
    public static final Topic<byte[], DeadLetter> DEAD_LETTERS =
            new Topic<>(
                    PREFIX + "dead-letters",
                    BYTES,
                    Topic.protobuf(DeadLetter.parser()),
                    Topic.Partitions.FLIGHT,
                    Retention.ofKeys(Retention.DEAD_LETTERS));

    /** Flights that nobody waits for any more; key: flight key. Read whole by every worker. */
    public static final Topic<byte[], Withdrawal> WITHDRAWALS =
            new Topic<>(
                    PREFIX + "withdrawals",
                    BYTES,
                    Topic.protobuf(Withdrawal.parser()),
                    Topic.Partitions.SINGLE,
                    Retention.of(Duration.ofHours(6)));

    /**
     * Payloads that were deleted with the last job that named them; key: that job's id, partitioned
     * by flight. Read by ingest nodes, as one group.
     */
    public static final Topic<String, Discard> DISCARDS =
            new Topic<>(
                    PREFIX + "discards",
                    TEXT,
                    Topic.protobuf(Discard.parser()),
                    Topic.Partitions.FLIGHT,
                    Retention.of(Duration.ofDays(8)));

    /** Applied models; key: {@code <name>/<version>}. Read whole by every service. */
    public static final Topic<String, ModelRecord> MODELS =
            new Topic<>(
                    PREFIX + "models",
                    TEXT,
                    Topic.protobuf(ModelRecord.parser()),
                    Topic.Partitions.SINGLE,
                    Map.of(CLEANUP_POLICY_CONFIG, "compact"));

    /** What happens to batches and their lines; key: batch id, partitioned by its route. */
    public static final Topic<String, BatchEvent> BATCHES =
            new Topic<>(
                    PREFIX + "batches",
                    TEXT,
                    Topic.protobuf(BatchEvent.parser()),
                    Topic.Partitions.FLIGHT,
                    Retention.of(Duration.ofDays(3)));

    /** Batches as readers see them; key: batch id. A batch past its retention is a tombstone. */
    public static final Topic<String, BatchState> BATCH_STATES =
            new Topic<>(
                    PREFIX + "batch-states",
                    TEXT,
                    Topic.protobuf(BatchState.parser()),
                    Topic.Partitions.FLIGHT,
                    Map.of(CLEANUP_POLICY_CONFIG, "compact"));

    /**
     * Arrivals per minute, as the predictive scaler remembers them; key: {@code
     * <model>/<lane>/<slot>}. Read whole by every scaler, and created by the first.
     */
    public static final Topic<String, ScalerMinute> SCALER_HISTORY =
            new Topic<>(
                    PREFIX + "scaler-history",
                    TEXT,
                    Topic.protobuf(ScalerMinute.parser()),
                    Topic.Partitions.SINGLE,
                    Map.of(CLEANUP_POLICY_CONFIG, "compact"));

    /** Endpoints of webhooks and their standing. Read whole by ingest nodes and result stores. */
    public static final Topic<String, EndpointRecord> WEBHOOK_ENDPOINTS =
            new Topic<>(
                    PREFIX + "webhook-endpoints",
                    TEXT,
                    Topic.protobuf(EndpointRecord.parser()),
                    Topic.Partitions.SINGLE,
                    Map.of(CLEANUP_POLICY_CONFIG, "compact"));

    /**
     * Deliveries that are owed, and wishes about them; key: see {@code webhook.DeliveryKeys},
     * partitioned by the job's flight. What is done leaves by a tombstone.
     */
    public static final Topic<String, DeliveryEntry> DELIVERIES =
            new Topic<>(
                    PREFIX + "deliveries",
                    TEXT,
                    Topic.protobuf(DeliveryEntry.parser()),
                    Topic.Partitions.FLIGHT,
                    Map.of(CLEANUP_POLICY_CONFIG, "compact"));

    /** Every attempt of a delivery; key: job id, partitioned by the job's flight. */
    public static final Topic<String, DeliveryAttempt> DELIVERY_LOG =
            new Topic<>(
                    PREFIX + "delivery-log",
                    TEXT,
                    Topic.protobuf(DeliveryAttempt.parser()),
                    Topic.Partitions.FLIGHT,
                    Retention.of(Retention.DELIVERY_LOG));

    /**
     * API keys and when they end; key: the key's id, or {@code <id>/end}. Read whole by ingest
     * nodes. A key that was revoked is a tombstone.
     */
    public static final Topic<String, ApiKeyRecord> API_KEYS =
            new Topic<>(
                    PREFIX + "api-keys",
                    TEXT,
                    Topic.protobuf(ApiKeyRecord.parser()),
                    Topic.Partitions.SINGLE,
                    Map.of(CLEANUP_POLICY_CONFIG, "compact"));

    private Topics() {}

    /** The topics that do not depend on models. */
    public static List<Topic<?, ?>> fixed() {
        return List.of(
                JOBS,
                COMPLETIONS,
                JOB_STATES,
                DEAD_LETTERS,
                WITHDRAWALS,
                DISCARDS,
                MODELS,
                BATCHES,
                BATCH_STATES,
                WEBHOOK_ENDPOINTS,
                DELIVERIES,
                DELIVERY_LOG,
                API_KEYS);
    }

    /** The work of one model's lane; key: flight key. */
    public static Topic<byte[], WorkItem> work(String model, Lane lane) {
        if (!MODEL_NAME.matcher(model).matches()) {
            throw new IllegalArgumentException(
                    "model name '" + model + "' does not match " + MODEL_NAME);
        }
        return new Topic<>(
                WORK_PREFIX + model + "." + laneName(lane),
                BYTES,
                Topic.protobuf(WorkItem.parser()),
                Topic.Partitions.WORK,
                Retention.of(Duration.ofDays(3)));
    }

    /** Whether a topic holds the work of some model's lane. */
    public static boolean isWork(String topic) {
        return topic.startsWith(WORK_PREFIX);
    }

    /** The consumer group of the workers that read a {@linkplain #isWork topic of work}. */
    public static String workerGroup(String workTopic) {
        return Groups.WORKER_PREFIX + workTopic.substring(WORK_PREFIX.length());
    }

    /** The consumer group of the workers of one model's lane. */
    public static String workerGroup(String model, Lane lane) {
        return Groups.WORKER_PREFIX + model + "." + laneName(lane);
    }

    /** The lane's name on the wire. */
    public static String laneName(Lane lane) {
        return lane.name().toLowerCase(Locale.ROOT);
    }

    public static boolean isModelName(String name) {
        return MODEL_NAME.matcher(name).matches();
    }
}
