package io.forebay.client.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code forebay batch}. */
@Command(
        name = "batch",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Runs files of requests, a line each.")
final class BatchCommand {

    private BatchCommand() {}

    static CommandLine line(World world) {
        return Groups.of(
                new BatchCommand(),
                new BatchRunCommand(world),
                new BatchStatusCommand(world),
                new BatchResultsCommand(world),
                new BatchCancelCommand(world));
    }
}
