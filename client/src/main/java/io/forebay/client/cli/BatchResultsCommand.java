package io.forebay.client.cli;

import io.forebay.client.Batches.Ending;
import io.forebay.client.ForebayClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code forebay batch results}. */
@Command(
        name = "results",
        mixinStandardHelpOptions = true,
        description = "Prints the lines that were completed so far, as JSON lines.")
final class BatchResultsCommand implements Callable<Integer> {

    private final World world;

    @Mixin private final ServerOptions server;

    @Parameters(paramLabel = "ID", description = "The batch.")
    private String id = "";

    @Option(names = "--errors", description = "The lines that ended otherwise than completed.")
    private boolean errors;

    BatchResultsCommand(World world) {
        this.world = world;
        this.server = new ServerOptions(world);
    }

    @Override
    public Integer call() {
        try (ForebayClient client = server.connect()) {
            client.batches()
                    .read(id, errors ? Ending.ERRORS : Ending.RESULTS, "", world.out()::println);
            world.out().flush();
            return ExitCodes.OK;
        }
    }
}
