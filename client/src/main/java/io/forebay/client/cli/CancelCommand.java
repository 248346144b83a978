package io.forebay.client.cli;

import io.forebay.client.CancelOutcome;
import io.forebay.client.ForebayClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code forebay cancel}. */
@Command(
        name = "cancel",
        mixinStandardHelpOptions = true,
        description =
                "Asks for a job's end. The exit status is 1 when the job had ended before, however.")
final class CancelCommand implements Callable<Integer> {

    @Mixin private final ServerOptions server;

    @Parameters(paramLabel = "ID", description = "The job.")
    private String id = "";

    CancelCommand(World world) {
        this.server = new ServerOptions(world);
    }

    @Override
    public Integer call() {
        try (ForebayClient client = server.connect()) {
            CancelOutcome outcome = client.cancel(id);
            return switch (outcome) {
                case CancelOutcome.Requested(var job) -> {
                    server.print(job.json(), job.id() + " canceling");
                    yield ExitCodes.OK;
                }
                case CancelOutcome.TooLate(var job) -> {
                    server.print(job.json(), JobText.of(job));
                    yield ExitCodes.FAILED;
                }
            };
        }
    }
}
