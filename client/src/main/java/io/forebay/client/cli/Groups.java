package io.forebay.client.cli;

import picocli.CommandLine;

/** Commands that only hold others. */
final class Groups {

    private Groups() {}

    static CommandLine of(Object group, Object... commands) {
        CommandLine line = new CommandLine(group);
        for (Object command : commands) {
            line.addSubcommand(command);
        }
        return line;
    }
}
