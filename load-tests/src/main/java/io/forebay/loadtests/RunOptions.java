package io.forebay.loadtests;

import io.forebay.loadtests.job.Mode;
import io.forebay.loadtests.job.Target;
import io.forebay.loadtests.option.DurationConverter;
import io.forebay.loadtests.phase.Arrivals;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what to send; filled by the command line. */
final class RunOptions {

    @Option(names = "--url", description = "The instance (default: ${DEFAULT-VALUE}).")
    private URI url = URI.create("http://127.0.0.1:8080");

    @Option(
            names = "--model",
            description = "noop, conv or any applied model (default: ${DEFAULT-VALUE}).")
    private String model = "noop";

    @Option(names = "--mode", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Mode mode = Mode.WAIT;

    @Option(
            names = "--outstanding",
            description = "Closed loop: jobs in the air (default: ${DEFAULT-VALUE}).")
    private int outstanding = 256;

    @Option(names = "--jobs", description = "Closed loop: jobs (default: ${DEFAULT-VALUE}).")
    private int jobs = 20_000;

    @Option(
            names = "--warmup-jobs",
            description = "Jobs before each round that do not count (default: ${DEFAULT-VALUE}).")
    private int warmupJobs = 2_000;

    @Option(
            names = "--rate",
            description = "Open loop at this many jobs per second, without a closed loop.")
    private @Nullable Double rate;

    @Option(
            names = "--at-share",
            description = "After each closed loop, an open loop at this share of its jobs/s.")
    private @Nullable Double atShare;

    @Option(
            names = "--duration",
            converter = DurationConverter.class,
            description = "Open loop: its length (default: 30s).")
    private Duration duration = Duration.ofSeconds(30);

    @Option(
            names = "--arrivals",
            description = "Open loop: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Arrivals.Gaps arrivals = Arrivals.Gaps.POISSON;

    @Option(
            names = "--connections",
            description = "Open loop: the most jobs in the air (default: ${DEFAULT-VALUE}).")
    private int connections = 256;

    @Option(
            names = "--duplicates",
            description = "Share of jobs that repeat an earlier input (default: 0).")
    private double duplicates;

    @Option(
            names = "--check-every",
            description = "Compute every n-th answer anew (default: ${DEFAULT-VALUE}).")
    private int checkEvery = 50;

    @Option(
            names = "--timeout",
            converter = DurationConverter.class,
            description = "A job that has not ended after this is lost (default: 2m).")
    private Duration timeout = Duration.ofMinutes(2);

    @Option(names = "--rounds", description = "Repeat it all (default: ${DEFAULT-VALUE}).")
    private int rounds = 1;

    @Option(
            names = "--seed",
            description =
                    "Of inputs and arrivals; the same seed again meets the result cache"
                            + " (default: another each time).")
    private @Nullable Long seed;

    /**
     * @param key of the instance
     * @param anySeed for a run that was given none
     * @throws IllegalArgumentException saying which option is not valid
     */
    BenchConfig config(String key, long anySeed) {
        if (rate != null && atShare != null) {
            throw new IllegalArgumentException("--rate and --at-share exclude each other");
        }
        return new BenchConfig(
                new Target(url, key, timeout),
                model,
                mode,
                new BenchConfig.Inputs(seed == null ? anySeed : seed, duplicates, checkEvery),
                rate == null
                        ? Optional.of(new BenchConfig.Closed(outstanding, jobs, warmupJobs))
                        : Optional.empty(),
                openRate()
                        .map(r ->
                                new BenchConfig.Open(
                                        r, duration, arrivals, connections, openWarmup())),
                rounds);
    }

    /** An open loop that follows a closed one needs none. */
    private int openWarmup() {
        return rate == null ? 0 : warmupJobs;
    }

    private Optional<BenchConfig.Rate> openRate() {
        if (rate != null) {
            return Optional.of(new BenchConfig.Fixed(rate));
        }
        return Optional.ofNullable(atShare).map(BenchConfig.Share::new);
    }
}
