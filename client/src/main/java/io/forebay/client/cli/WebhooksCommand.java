package io.forebay.client.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code forebay webhooks}. */
@Command(
        name = "webhooks",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Receives webhooks.")
final class WebhooksCommand {

    private WebhooksCommand() {}

    static CommandLine line(World world) {
        return Groups.of(new WebhooksCommand(), new WebhooksListenCommand(world));
    }
}
