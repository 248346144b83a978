package io.forebay.client.cli;

import io.forebay.client.ForebayClient;
import io.forebay.client.Job;
import io.forebay.client.JobOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code forebay submit}. */
@Command(
        name = "submit",
        mixinStandardHelpOptions = true,
        description =
                "Submits a job and prints its id and state. With --wait it waits for the end, and"
                        + " the exit status says how that was.")
final class SubmitCommand implements Callable<Integer> {

    private static final Duration FOREVER = Duration.ofDays(1);

    /** What a submission itself waits; the rest is long polls. */
    private static final Duration AT_SUBMISSION = Duration.ofSeconds(10);

    private final World world;

    @Mixin private final ServerOptions server;

    @Parameters(index = "0", paramLabel = "MODEL", description = "The model's name.")
    private String model = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FILE",
            defaultValue = JobFile.STDIN,
            description =
                    "A picture, a request of the Open Inference Protocol in JSON, or the bytes of"
                            + " the one tensor; - for the standard input (default).")
    private String file = JobFile.STDIN;

    @Option(
            names = "--type",
            paramLabel = "MEDIA-TYPE",
            description = "What the file is (default: as its first bytes say).")
    private String type = "";

    @Option(
            names = {"-w", "--wait"},
            description = "Wait for the result.")
    private boolean wait;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "With --wait, wait at most so long: 30s, 10m (default: a day).")
    private Duration timeout = FOREVER;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "The Idempotency-Key: the same key again is the same job.")
    private @Nullable String key;

    @Option(names = "--lane", paramLabel = "LANE", description = "interactive or bulk.")
    private @Nullable String lane;

    @Option(
            names = "--cache",
            paramLabel = "MODE",
            description = "no-cache to compute anew, no-store to also leave no trace.")
    private @Nullable String cache;

    @Option(
            names = "--ordering-key",
            paramLabel = "KEY",
            description = "Run after the jobs submitted before under the same key.")
    private @Nullable String orderingKey;

    @Option(
            names = "--queue-timeout",
            paramLabel = "TIME",
            description = "Expire when not started by then.")
    private @Nullable Duration queueTimeout;

    @Option(
            names = "--run-timeout",
            paramLabel = "TIME",
            description = "Fail when it runs for longer.")
    private @Nullable Duration runTimeout;

    @Option(
            names = "--deadline",
            paramLabel = "INSTANT",
            description = "Expire when not ended by then (RFC 3339).")
    private @Nullable Instant deadline;

    @Option(
            names = {"-m", "--metadata"},
            paramLabel = "KEY=VALUE",
            description = "Carried along with the job.")
    private Map<String, String> metadata = new LinkedHashMap<>();

    @Option(
            names = "--callback",
            paramLabel = "URL",
            description = "Tell this URL when the job ends.")
    private @Nullable String callback;

    @Option(
            names = "--callback-events",
            split = ",",
            paramLabel = "EVENT",
            description = "Of these only, such as job.succeeded,job.failed.")
    private List<String> events = List.of();

    SubmitCommand(World world) {
        this.world = world;
        this.server = new ServerOptions(world);
    }

    @Override
    public Integer call() {
        try (ForebayClient client = server.connect()) {
            Job job = client.submit(model, JobFile.read(file, type, world.in()), options());
            if (wait && !job.ended()) {
                job = client.await(job.id(), timeout);
            }
            server.print(job.json(), JobText.of(job));
            return wait || job.ended() ? JobText.status(job) : ExitCodes.OK;
        }
    }

    private JobOptions options() {
        JobOptions options =
                new JobOptions(
                        key,
                        lane,
                        cache,
                        null,
                        new JobOptions.Times(queueTimeout, runTimeout, deadline),
                        metadata,
                        new JobOptions.Callback(callback, events),
                        orderingKey);
        Duration first = timeout.compareTo(AT_SUBMISSION) < 0 ? timeout : AT_SUBMISSION;
        return wait ? options.waitUpTo(first) : options;
    }
}
