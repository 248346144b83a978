package io.forebay.client.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.client.ForebayClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code forebay dead-letters list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists dead letters, newest first: id, time, model, attempts, cause.")
final class DeadLettersListCommand implements Callable<Integer> {

    private final World world;

    @Mixin private final ServerOptions server;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit = 50;

    DeadLettersListCommand(World world) {
        this.world = world;
        this.server = new ServerOptions(world);
    }

    @Override
    public Integer call() {
        try (ForebayClient client = server.connect()) {
            for (JsonNode letter : client.deadLetters().list(limit)) {
                server.print(letter, text(letter));
            }
            world.out().flush();
            return ExitCodes.OK;
        }
    }

    static String text(JsonNode letter) {
        return "%s %s %s %d attempts  %s: %s"
                .formatted(
                        letter.path("id").asText(),
                        letter.path("diedAt").asText(),
                        letter.path("model").asText(),
                        letter.path("attemptCount").asInt(letter.path("attempts").size()),
                        letter.path("error").path("code").asText(),
                        letter.path("error").path("detail").asText());
    }
}
