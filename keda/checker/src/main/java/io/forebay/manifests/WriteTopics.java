package io.forebay.manifests;

import io.forebay.manifests.topic.KafkaTopics;
import io.forebay.schemas.config.Durations;
import io.forebay.schemas.topic.TopicConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code forebay kafka-topics}: prints the topics as resources for Strimzi's operator. */
@Command(
        name = "kafka-topics",
        mixinStandardHelpOptions = true,
        description =
                "Prints the topics of the services and of the models as KafkaTopic resources.")
public final class WriteTopics implements Callable<Integer> {

    @Option(
            names = "--models",
            paramLabel = "DIR",
            defaultValue = "models",
            description = "The models that are served (default: ${DEFAULT-VALUE}).")
    private Path models = Path.of("models");

    @Option(names = "--flight-partitions", defaultValue = "24")
    private int flightPartitions;

    @Option(names = "--work-partitions", defaultValue = "24")
    private int workPartitions;

    @Option(names = "--replication-factor", defaultValue = "3")
    private int replicationFactor;

    @Option(names = "--min-insync-replicas", defaultValue = "2")
    private int minInsyncReplicas;

    @Option(
            names = "--deletion-lag",
            paramLabel = "TIME",
            defaultValue = "4h",
            converter = TimeConverter.class,
            description = "As topics.deletion-lag of the services (default: ${DEFAULT-VALUE}).")
    private Duration deletionLag = Duration.ofHours(4);

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine()
                .getOut()
                .print(
                        KafkaTopics.yaml(
                                ModelFiles.runTimeouts(models).keySet(),
                                new TopicConfig(
                                        flightPartitions,
                                        workPartitions,
                                        replicationFactor,
                                        minInsyncReplicas,
                                        deletionLag)));
        spec.commandLine().getOut().flush();
        return 0;
    }

    /** A time as the services' configuration has it. */
    static final class TimeConverter implements ITypeConverter<Duration> {

        @Override
        public Duration convert(String text) {
            return Durations.parse(text)
                    .orElseThrow(() ->
                            new TypeConversionException(
                                    "'%s' is no time such as 30m or 4h".formatted(text)));
        }
    }
}
