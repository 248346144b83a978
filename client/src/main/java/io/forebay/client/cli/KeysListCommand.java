package io.forebay.client.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.client.ForebayClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code forebay keys list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the issued keys: id, tenant, scopes, when they end, name.")
final class KeysListCommand implements Callable<Integer> {

    private final World world;

    @Mixin private final ServerOptions server;

    @Option(
            names = "--tenant",
            paramLabel = "NAME",
            description = "Whose keys (default: all that you may see).")
    private String tenant = "";

    KeysListCommand(World world) {
        this.world = world;
        this.server = new ServerOptions(world);
    }

    @Override
    public Integer call() {
        try (ForebayClient client = server.connect()) {
            for (JsonNode key : client.keys().list(tenant)) {
                server.print(key, KeysCommand.text(key));
            }
            world.out().flush();
            return ExitCodes.OK;
        }
    }
}
