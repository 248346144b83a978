package io.forebay.loadtests.peers;

import io.forebay.loadtests.peers.measure.Amounts;
import io.forebay.schemas.config.Durations;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say how much is run; filled by the command line. */
final class AmountOptions {

    @Option(
            names = "--jobs",
            defaultValue = "20000",
            description = "Of each closed loop of 256 outstanding (default: ${DEFAULT-VALUE}).")
    private int jobs;

    @Option(
            names = "--warmup-jobs",
            defaultValue = "20000",
            description = "Before a model's first step (default: ${DEFAULT-VALUE}).")
    private int warmupJobs;

    @Option(
            names = "--burst-jobs",
            defaultValue = "20000",
            description = "Posted as fast as they are taken (default: ${DEFAULT-VALUE}).")
    private int burstJobs;

    @Option(
            names = "--webhook-jobs",
            defaultValue = "5000",
            description = "Whose ends are told (default: ${DEFAULT-VALUE}).")
    private int webhookJobs;

    @Option(
            names = "--duration",
            defaultValue = "30s",
            converter = DurationConverter.class,
            description = "Of each open loop (default: ${DEFAULT-VALUE}).")
    private Duration duration = Duration.ofSeconds(30);

    /**
     * @throws IllegalArgumentException saying which option is not valid
     */
    Amounts amounts() {
        return new Amounts(jobs, warmupJobs, burstJobs, webhookJobs, duration);
    }

    /** Durations as everywhere in Forebay: {@code 30s}, {@code 5m} or ISO 8601. */
    static final class DurationConverter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String value) {
            return Durations.parse(value)
                    .orElseThrow(
                            () -> new TypeConversionException("'" + value + "' is not a duration"));
        }
    }
}
