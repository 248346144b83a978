package io.forebay.client.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.client.ForebayClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code forebay dead-letters show}. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Prints one dead letter: its jobs, its attempts, and its input in outline.")
final class DeadLettersShowCommand implements Callable<Integer> {

    @Mixin private final ServerOptions server;

    @Parameters(paramLabel = "ID", description = "The dead letter.")
    private String id = "";

    DeadLettersShowCommand(World world) {
        this.server = new ServerOptions(world);
    }

    @Override
    public Integer call() {
        try (ForebayClient client = server.connect()) {
            JsonNode letter = client.deadLetters().show(id);
            server.print(letter, text(letter));
            return ExitCodes.OK;
        }
    }

    private static String text(JsonNode letter) {
        StringBuilder text = new StringBuilder(DeadLettersListCommand.text(letter));
        letter.path("jobs").forEach(job -> text.append("\n  job ").append(job.asText()));
        for (JsonNode attempt : letter.path("attempts")) {
            text.append("\n  attempt ")
                    .append(attempt.path("n").asInt())
                    .append(" on ")
                    .append(attempt.path("worker").asText("nobody"))
                    .append(": ")
                    .append(attempt.path("error").path("detail").asText());
        }
        letter.path("input")
                .path("tensors")
                .forEach(tensor -> text.append("\n  input ").append(tensor));
        JsonNode media = letter.path("input").path("media");
        if (media.isObject()) {
            text.append("\n  input ").append(media);
        }
        return text.toString();
    }
}
