package io.forebay.client.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.client.ForebayClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code forebay keys rotate}. */
@Command(
        name = "rotate",
        mixinStandardHelpOptions = true,
        description =
                "Issues a key for the place of another and prints its text. Both are valid for a"
                        + " while.")
final class KeysRotateCommand implements Callable<Integer> {

    private final World world;

    @Mixin private final ServerOptions server;

    @Parameters(paramLabel = "ID", description = "The key to replace.")
    private String id = "";

    @Option(
            names = "--overlap",
            paramLabel = "TIME",
            description = "How long the old one is still valid (default: the server's, 24h).")
    private @Nullable Duration overlap;

    KeysRotateCommand(World world) {
        this.world = world;
        this.server = new ServerOptions(world);
    }

    @Override
    public Integer call() {
        try (ForebayClient client = server.connect()) {
            JsonNode key = client.keys().rotate(id, Optional.ofNullable(overlap));
            server.print(key, key.path("key").asText());
            world.out().flush();
            return ExitCodes.OK;
        }
    }
}
