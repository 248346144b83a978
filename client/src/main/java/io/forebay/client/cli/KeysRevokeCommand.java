package io.forebay.client.cli;

import com.fasterxml.jackson.databind.JsonNode;
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
        description =
                "Makes each key invalid for ever, on every node within 5 seconds, and prints which it"
                        + " was.")
final class KeysRevokeCommand implements Callable<Integer> {

    private final World world;

    @Mixin private final ServerOptions server;

    @Parameters(arity = "1..*", paramLabel = "ID", description = "Keys to revoke.")
    private List<String> ids = List.of();

    KeysRevokeCommand(World world) {
        this.world = world;
        this.server = new ServerOptions(world);
    }

    @Override
    public Integer call() {
        try (ForebayClient client = server.connect()) {
            for (String id : ids) {
                JsonNode key = client.keys().revoke(id);
                server.print(key, KeysCommand.revoked(key));
            }
            world.out().flush();
            return ExitCodes.OK;
        }
    }
}
