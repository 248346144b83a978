package io.forebay.client.cli;

import io.forebay.client.ForebayClient;
import io.forebay.client.Job;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code forebay get}. */
@Command(
        name = "get",
        mixinStandardHelpOptions = true,
        description =
                "Prints a job as it stands. The exit status says only whether it could be read.")
final class GetCommand implements Callable<Integer> {

    @Mixin private final ServerOptions server;

    @Parameters(paramLabel = "ID", description = "The job.")
    private String id = "";

    GetCommand(World world) {
        this.server = new ServerOptions(world);
    }

    @Override
    public Integer call() {
        try (ForebayClient client = server.connect()) {
            Job job = client.job(id);
            server.print(job.json(), JobText.of(job));
            return ExitCodes.OK;
        }
    }
}
