package io.forebay.worker;

import io.forebay.objects.PayloadsConfig;
import io.forebay.schemas.config.ConfigException;
import io.forebay.schemas.config.ConfigReader;
import io.forebay.schemas.payload.Payloads;
import io.forebay.schemas.topic.TopicConfig;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.trace.TracingConfig;
import io.forebay.worker.onnx.OnnxConfig;
import io.forebay.worker.process.IsolationConfig;
import io.forebay.worker.repository.RemoteModelsConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * @param workerId what completions call this worker; empty = host and process
 * @param models names of the models to serve; empty = all that this worker has the files of
 * @param modelRepository directory of {@code <name>/<version>/model.onnx}
 * @param remoteModels where models are fetched from instead, when it has a URL
 * @param applyModels whether to apply, at the start, the models of the repository that are not yet
 * @param payloads where payloads too large for a record are, the same in all services
 * @param interactive how much interactive work one model may have in hand
 * @param bulk how much bulk work one model may have in hand
 * @param outputInlineLimit bytes up to which an output travels in its record
 * @param drainTimeout how long work in progress may hold up the end
 * @param onnx on what models are run
 * @param isolation in which process models are run
 * @param tracing where spans of runs go
 */
public record WorkerConfig(
        String workerId,
        List<String> models,
        Path modelRepository,
        RemoteModelsConfig remoteModels,
        Boolean applyModels,
        PayloadsConfig payloads,
        KafkaConfig kafka,
        TopicConfig topics,
        OpsConfig ops,
        LaneConfig interactive,
        LaneConfig bulk,
        DecodeConfig decode,
        RunConfig run,
        WithdrawalConfig withdrawals,
        Integer outputInlineLimit,
        Duration drainTimeout,
        OnnxConfig onnx,
        IsolationConfig isolation,
        TracingConfig tracing) {

    public WorkerConfig {
        workerId = orElse(workerId, "");
        models = models == null ? List.of() : List.copyOf(models);
        modelRepository = orElse(modelRepository, Path.of("models"));
        remoteModels = remoteModels == null ? defaults(RemoteModelsConfig.class) : remoteModels;
        applyModels = orElse(applyModels, true);
        payloads = orElse(payloads, PayloadsConfig.DEFAULT);
        kafka = kafka == null ? defaults(KafkaConfig.class) : kafka;
        topics = orElse(topics, TopicConfig.DEFAULT);
        ops = ops == null ? defaults(OpsConfig.class) : ops;
        interactive = interactive == null ? defaults(LaneConfig.class) : interactive;
        bulk = bulk == null ? defaults(LaneConfig.class) : bulk;
        decode = decode == null ? defaults(DecodeConfig.class) : decode;
        run = run == null ? defaults(RunConfig.class) : run;
        withdrawals = withdrawals == null ? defaults(WithdrawalConfig.class) : withdrawals;
        outputInlineLimit = orElse(outputInlineLimit, Payloads.OUTPUT_INLINE_LIMIT);
        drainTimeout = orElse(drainTimeout, Duration.ofSeconds(30));
        onnx = orElse(onnx, OnnxConfig.DEFAULT);
        isolation = isolation == null ? defaults(IsolationConfig.class) : isolation;
        tracing = orElse(tracing, TracingConfig.DEFAULT);
        models.forEach(WorkerConfig::requireModelName);
        requireBetween("output-inline-limit", outputInlineLimit, 0, 512 * 1024);
    }

    /** Whether a model is to be served here. */
    boolean serves(String model) {
        return models.isEmpty() || models.contains(model);
    }

    /**
     * @param properties any client property, for security above all
     * @param linger how long a completion may wait for others to be sent with
     * @param maxPollRecords taken off a lane at once
     * @param commitInterval least time between two commits of a lane
     * @param revokeTimeout how long work in progress may hold up a rebalance
     */
    public record KafkaConfig(
            String bootstrapServers,
            Map<String, String> properties,
            Duration linger,
            Integer maxPollRecords,
            Duration commitInterval,
            Duration revokeTimeout) {

        public KafkaConfig {
            bootstrapServers = orElse(bootstrapServers, "localhost:9092");
            properties = properties == null ? Map.of() : Map.copyOf(properties);
            linger = orElse(linger, Duration.ofMillis(1));
            maxPollRecords = orElse(maxPollRecords, 256);
            commitInterval = orElse(commitInterval, Duration.ofMillis(200));
            revokeTimeout = orElse(revokeTimeout, Duration.ofSeconds(5));
            // One poll must fit into the room that a partition's commit metadata leaves.
            requireBetween("max-poll-records", maxPollRecords, 1, 4_096);
            requirePositive("commit-interval", commitInterval);
        }

        /** Without the properties, among which are passwords. */
        @Override
        public String toString() {
            return "KafkaConfig[%s, properties=%s]"
                    .formatted(bootstrapServers, properties.keySet());
        }
    }

    /** Where health and metrics are. */
    public record OpsConfig(String host, Integer port) {

        public OpsConfig {
            host = orElse(host, "127.0.0.1");
            port = orElse(port, 9402);
            requireBetween("ops.port", port, 0, 65_535);
        }
    }

    /**
     * @param maxItems from which on no more is taken, until half is done
     * @param maxBytes the same by estimated memory, decoded inputs included
     */
    public record LaneConfig(Integer maxItems, Long maxBytes) {

        public LaneConfig {
            maxItems = orElse(maxItems, 512);
            maxBytes = orElse(maxBytes, 256L * 1024 * 1024);
            requireBetween("max-items", maxItems, 1, 1_000_000);
            requireBetween("max-bytes", maxBytes, 1, Long.MAX_VALUE);
        }
    }

    /**
     * @param threads that decode media; 0 = one less than there are cores
     * @param fetches payloads read from the payload store at the same time
     * @param timeout for decoding one input, from when a thread began with it; then its job fails
     *     for good, and another thread takes the place of that one
     * @param maxHanging threads that may hang at a time, each with another in its place; with one
     *     more this worker is not live, for only a restart ends them
     */
    public record DecodeConfig(
            Integer threads, Integer fetches, Duration timeout, Integer maxHanging) {

        public DecodeConfig {
            threads = orElse(threads, 0);
            fetches = orElse(fetches, 32);
            timeout = orElse(timeout, Duration.ofSeconds(10));
            maxHanging = orElse(maxHanging, 8);
            requireBetween("decode.threads", threads, 0, 1_024);
            requireBetween("decode.fetches", fetches, 1, 10_000);
            requirePositive("decode.timeout", timeout);
            requireBetween("decode.max-hanging", maxHanging, 0, 1_024);
        }

        int threadsOrCores() {
            int spare = Runtime.getRuntime().availableProcessors() - 1;
            return threads > 0 ? threads : Math.max(1, spare);
        }
    }

    /**
     * @param ageing how long work may be overtaken by closer deadlines
     * @param reportStartAfter a run that takes longer is reported while it runs
     * @param recycleAfter lone device failures in a row after which an engine is opened anew
     * @param versionsKept versions of one model that stay loaded
     * @param rememberedVerdicts refused flights that are remembered
     */
    public record RunConfig(
            Duration ageing,
            Duration reportStartAfter,
            Integer recycleAfter,
            Integer versionsKept,
            Integer rememberedVerdicts) {

        public RunConfig {
            ageing = orElse(ageing, Duration.ofSeconds(30));
            reportStartAfter = orElse(reportStartAfter, Duration.ofMillis(250));
            recycleAfter = orElse(recycleAfter, 3);
            versionsKept = orElse(versionsKept, 2);
            rememberedVerdicts = orElse(rememberedVerdicts, 10_000);
            requirePositive("run.ageing", ageing);
            requirePositive("run.report-start-after", reportStartAfter);
            requireBetween("run.recycle-after", recycleAfter, 1, 1_000);
            requireBetween("run.versions-kept", versionsKept, 1, 100);
            requireBetween("run.remembered-verdicts", rememberedVerdicts, 1, 1_000_000);
        }
    }

    /**
     * @param keep how long a withdrawal is remembered
     * @param maxEntries how many are
     */
    public record WithdrawalConfig(Duration keep, Integer maxEntries) {

        public WithdrawalConfig {
            keep = orElse(keep, Duration.ofHours(1));
            maxEntries = orElse(maxEntries, 100_000);
            requireBetween("withdrawals.max-entries", maxEntries, 1, 10_000_000);
        }
    }

    private static <T> T defaults(Class<T> type) {
        return ConfigReader.withoutEnvironment().read("{}", "defaults", type);
    }

    private static <T> T orElse(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }

    private static void requireModelName(String name) {
        if (!Topics.isModelName(name)) {
            throw new ConfigException("models: '" + name + "' is no model name");
        }
    }

    private static void requirePositive(String key, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new ConfigException(key + " must be positive");
        }
    }

    private static void requireBetween(String key, long value, long least, long most) {
        if (value < least || value > most) {
            throw new ConfigException(
                    "%s must be %d to %d, not %d".formatted(key, least, most, value));
        }
    }
}
