package io.forebay.schemas.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.forebay.schemas.config.ConfigReader;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.FlightPolicy;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code model.yaml}: everything about a model that its ONNX file does not say. A manifest that
 * exists is valid.
 *
 * @param inputs by tensor name, only where something differs from the defaults
 * @param outputs by tensor name, only where something differs from the defaults
 */
public record ModelManifest(
        String name,
        String version,
        @Nullable String description,
        Map<String, TensorManifest> inputs,
        Map<String, TensorManifest> outputs,
        Batching batching,
        @JsonProperty("preprocess") @Nullable Preprocess preprocessOrNull,
        @JsonProperty("postprocess") @Nullable Postprocess postprocessOrNull,
        CachePolicy cache,
        Limits limits,
        Retries retries,
        Fairness fairness,
        Consumption consumption) {

    public ModelManifest {
        if (name == null || !Topics.isModelName(name)) {
            throw new IllegalArgumentException(
                    "name must be lower-case letters, digits, '.', '_' and '-', not '"
                            + name
                            + "'");
        }
        if (version == null || !Topics.isModelName(version)) {
            throw new IllegalArgumentException(
                    "version must be lower-case letters, digits, '.', '_' and '-', not '"
                            + version
                            + "'");
        }
        inputs = inputs == null ? Map.of() : Map.copyOf(inputs);
        outputs = outputs == null ? Map.of() : Map.copyOf(outputs);
        batching = batching == null ? Batching.DEFAULT : batching;
        cache = cache == null ? CachePolicy.DEFAULT : cache;
        limits = limits == null ? Limits.DEFAULT : limits;
        retries = retries == null ? Retries.DEFAULT : retries;
        fairness = fairness == null ? Fairness.DEFAULT : fairness;
        consumption = consumption == null ? Consumption.DEFAULT : consumption;
    }

    /**
     * Parses {@code model.yaml}.
     *
     * @throws io.forebay.schemas.config.ConfigException saying the place and what was expected
     */
    public static ModelManifest parse(String yaml, String source) {
        return ConfigReader.withoutEnvironment().read(yaml, source, ModelManifest.class);
    }

    /**
     * The operating rules as every submission states them, so that the dispatcher looks nothing up.
     *
     * @param run how long one run may take
     * @param retention of a job after it ended
     */
    public FlightPolicy policy(Duration run, Duration retention) {
        return FlightPolicy.newBuilder()
                .setCacheTtlMs(cache.ttl().toMillis())
                .setCacheMaxEntries(cache.maxEntries())
                .setRunTimeoutMs(run.toMillis())
                .setMaxAttempts(retries.maxAttempts())
                .setBackoffMs(retries.backoff().toMillis())
                .setMaxBackoffMs(retries.maxBackoff().toMillis())
                .setRetentionMs(retention.toMillis())
                .setTenantSharePercent(fairness.percent())
                .build();
    }

    /** Why a job cannot have this ordering key; empty when it can, as it can have none. */
    public Optional<String> orderRefusal(String orderingKey) {
        return orderingKey.isEmpty() || !consumption.isShared()
                ? Optional.empty()
                : Optional.of(
                        "model '%s' keeps no order (consumption: { group: share }): leave the ordering key out, or use a model of a consumer group"
                                .formatted(name));
    }

    /**
     * Why this cannot be applied beside another version of its name; empty when it can. They share
     * topics, and what one kind of group has done another knows nothing of.
     */
    public Optional<String> groupRefusal(ModelManifest applied) {
        return consumption.group() == applied.consumption().group()
                ? Optional.empty()
                : Optional.of(
                        "consumption.group is %s, and of version %s, which is applied, %s: a model's work is taken by one kind of group; apply it under another name"
                                .formatted(
                                        consumption.groupName(),
                                        applied.version(),
                                        applied.consumption().groupName()));
    }

    /** Jobs that one member of a share group may have in hand. */
    public int shareRecords() {
        Integer said = consumption.maxPollRecords();
        return said == null ? Math.min(batching.maxBatchSize(), Consumption.MOST_RECORDS) : said;
    }

    public Optional<Preprocess> preprocess() {
        return Optional.ofNullable(preprocessOrNull);
    }

    public Optional<Postprocess> postprocess() {
        return Optional.ofNullable(postprocessOrNull);
    }

    /**
     * @param batchAxis the axis along which requests are joined, or null for axis 0 where the model
     *     has a dimension of any size there; -1 when the tensor is one for the whole batch
     */
    public record TensorManifest(@Nullable Integer batchAxis) {}
}
