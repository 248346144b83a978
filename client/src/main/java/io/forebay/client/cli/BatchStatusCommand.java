package io.forebay.client.cli;

import io.forebay.client.Batch;
import io.forebay.client.ForebayClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code forebay batch status}. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description =
                "Prints how a batch goes. The exit status is 1 when it has ended and not every line"
                        + " was completed, and 5 while it has not ended.")
final class BatchStatusCommand implements Callable<Integer> {

    @Mixin private final ServerOptions server;

    @Parameters(paramLabel = "ID", description = "The batch.")
    private String id = "";

    BatchStatusCommand(World world) {
        this.server = new ServerOptions(world);
    }

    @Override
    public Integer call() {
        try (ForebayClient client = server.connect()) {
            Batch batch = client.batches().status(id);
            server.print(batch.json(), BatchText.of(batch));
            return BatchText.status(batch);
        }
    }
}
