package io.forebay.client.cli;

import io.forebay.client.Batch;
import io.forebay.client.ForebayClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code forebay batch cancel}. */
@Command(
        name = "cancel",
        mixinStandardHelpOptions = true,
        description = "Cancels the lines that have not ended; the results that are there stay.")
final class BatchCancelCommand implements Callable<Integer> {

    @Mixin private final ServerOptions server;

    @Parameters(paramLabel = "ID", description = "The batch.")
    private String id = "";

    BatchCancelCommand(World world) {
        this.server = new ServerOptions(world);
    }

    @Override
    public Integer call() {
        try (ForebayClient client = server.connect()) {
            Batch batch = client.batches().cancel(id);
            server.print(batch.json(), BatchText.of(batch));
            return ExitCodes.OK;
        }
    }
}
