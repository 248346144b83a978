package io.forebay.client.cli;

import io.forebay.client.ForebayClient;
import io.forebay.client.Job;
import io.forebay.client.JobEvents;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code forebay wait}. */
@Command(
        name = "wait",
        mixinStandardHelpOptions = true,
        description =
                "Waits until each job has ended and prints how. The exit status is that of the job"
                        + " that went worst.")
final class WaitCommand implements Callable<Integer> {

    private final World world;

    @Mixin private final ServerOptions server;

    @Parameters(arity = "1..*", paramLabel = "ID", description = "The jobs.")
    private List<String> ids = List.of();

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "Wait at most so long for all of them: 30s, 10m (default: a day).")
    private Duration timeout = Duration.ofDays(1);

    @Option(names = "--follow", description = "Print every state on the way, as it comes.")
    private boolean follow;

    WaitCommand(World world) {
        this.world = world;
        this.server = new ServerOptions(world);
    }

    @Override
    public Integer call() {
        long until = System.nanoTime() + timeout.toNanos();
        int worst = ExitCodes.OK;
        try (ForebayClient client = server.connect()) {
            for (String id : ids) {
                Duration left = Duration.ofNanos(Math.max(0, until - System.nanoTime()));
                Job job = follow ? follow(client, id) : client.await(id, left);
                if (!follow) {
                    server.print(job.json(), JobText.of(job));
                }
                worst = Math.max(worst, JobText.status(job));
            }
        }
        world.out().flush();
        return worst;
    }

    private Job follow(ForebayClient client, String id) {
        Job last = client.job(id);
        try (JobEvents events = client.events(id)) {
            while (events.hasNext()) {
                last = events.next();
                server.print(last.json(), JobText.of(last));
            }
        }
        return last;
    }
}
