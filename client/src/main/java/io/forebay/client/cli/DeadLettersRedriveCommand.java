package io.forebay.client.cli;

import io.forebay.client.ForebayClient;
import io.forebay.client.Job;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code forebay dead-letters redrive}. */
@Command(
        name = "redrive",
        mixinStandardHelpOptions = true,
        description =
                "Runs each again, as a new job that names the old one, and prints the new job. Takes"
                        + " ids of dead letters or of jobs.")
final class DeadLettersRedriveCommand implements Callable<Integer> {

    private static final String JOB = "job_";

    private final World world;

    @Mixin private final ServerOptions server;

    @Parameters(
            arity = "1..*",
            paramLabel = "ID",
            description = "Dead letters, or jobs that failed.")
    private List<String> ids = List.of();

    DeadLettersRedriveCommand(World world) {
        this.world = world;
        this.server = new ServerOptions(world);
    }

    @Override
    public Integer call() {
        try (ForebayClient client = server.connect()) {
            for (String id : ids) {
                Job job =
                        id.startsWith(JOB) ? client.redrive(id) : client.deadLetters().redrive(id);
                server.print(job.json(), JobText.of(job) + "  redrives " + id);
            }
            world.out().flush();
            return ExitCodes.OK;
        }
    }
}
