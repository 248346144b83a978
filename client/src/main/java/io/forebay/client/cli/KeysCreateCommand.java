package io.forebay.client.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.client.ForebayClient;
import io.forebay.client.Keys;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code forebay keys create}. */
@Command(
        name = "create",
        mixinStandardHelpOptions = true,
        description =
                "Issues a key and prints its text, which is not shown again. Valid on every node"
                        + " within seconds.")
final class KeysCreateCommand implements Callable<Integer> {

    private final World world;

    @Mixin private final ServerOptions server;

    @Option(
            names = "--tenant",
            paramLabel = "NAME",
            description = "Whose key (default: your own). Others' need an operator's key.")
    private String tenant = "";

    @Option(names = "--name", paramLabel = "TEXT", description = "What it is for.")
    private String name = "";

    @Option(
            names = "--scopes",
            split = ",",
            paramLabel = "SCOPE",
            description = "Of submit, read, operate (default: submit,read).")
    private List<String> scopes = List.of("submit", "read");

    @Option(
            names = "--expires-in",
            paramLabel = "TIME",
            description = "How long it is valid, such as 90d (default: until it is revoked).")
    private @Nullable Duration expiresIn;

    KeysCreateCommand(World world) {
        this.world = world;
        this.server = new ServerOptions(world);
    }

    @Override
    public Integer call() {
        try (ForebayClient client = server.connect()) {
            JsonNode key =
                    client.keys()
                            .create(
                                    new Keys.Wanted(
                                            tenant, name, scopes, Optional.ofNullable(expiresIn)));
            server.print(key, key.path("key").asText());
            world.out().flush();
            return ExitCodes.OK;
        }
    }
}
