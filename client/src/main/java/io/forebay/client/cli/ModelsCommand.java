package io.forebay.client.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.client.ForebayClient;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code forebay models}. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description = "Lists the applied models and what waits for them.")
final class ModelsCommand implements Callable<Integer> {

    @Mixin private final ServerOptions server;

    private final World world;

    private ModelsCommand(World world) {
        this.world = world;
        this.server = new ServerOptions(world);
    }

    static CommandLine line(World world) {
        return Groups.of(
                new ModelsCommand(world),
                new ModelsApplyCommand(world),
                new ModelsIndexCommand(world));
    }

    @Override
    public Integer call() {
        try (ForebayClient client = server.connect()) {
            List<JsonNode> models = client.models();
            if (server.json()) {
                models.forEach(world.out()::println);
            } else {
                world.out()
                        .printf(
                                "%-20s %-8s %-24s %12s %8s%n",
                                "MODEL", "VERSION", "TASK", "INTERACTIVE", "BULK");
                models.forEach(this::row);
            }
            return ExitCodes.OK;
        }
    }

    /** Nothing for a model whose newest version answers all. */
    private static String traffic(JsonNode percents) {
        StringBuilder text = new StringBuilder();
        percents.properties()
                .forEach(share ->
                        text.append(text.isEmpty() ? "  traffic " : ",")
                                .append(share.getKey())
                                .append('=')
                                .append(share.getValue().asInt()));
        return text.toString();
    }

    private static String shadow(JsonNode shadow) {
        return shadow.isObject()
                ? "  shadow %s=%d"
                        .formatted(shadow.path("version").asText(), shadow.path("percent").asInt())
                : "";
    }

    private void row(JsonNode model) {
        world.out()
                .printf(
                        Locale.ROOT,
                        "%-20s %-8s %-24s %12d %8d%s%n",
                        model.path("name").asText(),
                        model.path("version").asText(),
                        model.path("task").asText("tensors"),
                        model.path("lanes").path("interactive").path("backlog").asLong(),
                        model.path("lanes").path("bulk").path("backlog").asLong(),
                        traffic(model.path("traffic")) + shadow(model.path("shadow")));
    }
}
