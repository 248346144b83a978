package io.forebay.loadtests.peers;

import io.forebay.loadtests.option.DurationConverter;
import io.forebay.loadtests.peers.measure.Amounts;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how much is run; filled by the command line. */
final class AmountOptions {

    /** Fewer are told than are run: a telling is a connection more for every system. */
    private static final int WEBHOOK_PART = 4;

    @Option(
            names = "--jobs",
            defaultValue = "20000",
            description =
                    "Of each closed loop of 256 outstanding, and the most of an open one (default:"
                            + " ${DEFAULT-VALUE}).")
    private int jobs;

    @Option(
            names = "--warmup-jobs",
            description = "Before a model's first step, not measured (default: as many as --jobs).")
    private @Nullable Integer warmupJobs;

    @Option(
            names = "--burst-jobs",
            description = "Posted as fast as they are taken (default: as many as --jobs).")
    private @Nullable Integer burstJobs;

    @Option(
            names = "--webhook-jobs",
            description = "Whose ends are told (default: a quarter of --jobs).")
    private @Nullable Integer webhookJobs;

    @Option(
            names = "--duration",
            defaultValue = "30s",
            converter = DurationConverter.class,
            description =
                    "The longest that an open loop lasts, as 30s or 5m (default:"
                            + " ${DEFAULT-VALUE}).")
    private Duration duration = Duration.ofSeconds(30);

    /**
     * @throws IllegalArgumentException saying which option is not valid
     */
    Amounts amounts() {
        return new Amounts(
                jobs,
                warmupJobs == null ? jobs : warmupJobs,
                burstJobs == null ? jobs : burstJobs,
                webhookJobs == null ? Math.ceilDiv(jobs, WEBHOOK_PART) : webhookJobs,
                duration);
    }
}
