package io.forebay.client.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.client.ForebayClient;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code forebay top}. */
@Command(
        name = "top",
        mixinStandardHelpOptions = true,
        description =
                "Shows every lane live: what waits, what is worked off, how long a job would wait,"
                        + " and the workers that share it. Ctrl-C ends it.")
final class TopCommand implements Callable<Integer> {

    private final World world;

    @Mixin private final ServerOptions server;

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            description = "Between two looks (default: 1s).")
    private Duration interval = Duration.ofSeconds(1);

    @Option(names = "--count", paramLabel = "N", description = "End after so many looks.")
    private long count = Long.MAX_VALUE;

    TopCommand(World world) {
        this.world = world;
        this.server = new ServerOptions(world);
    }

    @Override
    public Integer call() throws InterruptedException {
        try (ForebayClient client = server.connect()) {
            for (long look = 0; look < count; look++) {
                if (look > 0) {
                    Thread.sleep(interval);
                }
                show(client.overview());
            }
            return ExitCodes.OK;
        }
    }

    private void show(JsonNode overview) {
        if (server.json()) {
            world.out().println(overview);
        } else {
            // From the top-left corner, and clear below (ECMA-48, CUP and ED).
            String clear = world.terminal() ? "\u001b[H\u001b[2J" : "";
            world.out().print(clear + LaneTable.of(overview, world.clock().instant()));
        }
        world.out().flush();
    }
}
