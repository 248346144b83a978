package io.forebay.client.cli;

import io.forebay.client.ForebayClient;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code forebay keys revoke}. */
@Command(
        name = "revoke",
        mixinStandardHelpOptions = true,
        description = "Makes each key invalid for ever, on every node within 5 seconds.")
final class KeysRevokeCommand implements Callable<Integer> {

    @Mixin private final ServerOptions server;

    @Parameters(arity = "1..*", paramLabel = "ID", description = "Keys to revoke.")
    private List<String> ids = List.of();

    KeysRevokeCommand(World world) {
        this.server = new ServerOptions(world);
    }

    @Override
    public Integer call() {
        try (ForebayClient client = server.connect()) {
            ids.forEach(client.keys()::revoke);
            return ExitCodes.OK;
        }
    }
}
