package io.forebay.client.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code forebay dead-letters}. */
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Work that used up its attempts. Needs a key with the scope 'operate'.")
final class DeadLettersCommand {

    private DeadLettersCommand() {}

    static CommandLine line(World world) {
        return Groups.of(
                new DeadLettersCommand(),
                new DeadLettersListCommand(world),
                new DeadLettersShowCommand(world),
                new DeadLettersRedriveCommand(world));
    }
}
