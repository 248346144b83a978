package io.forebay.manifests;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands about manifests. */
@Command(
        name = "manifests",
        mixinStandardHelpOptions = true,
        subcommands = {
            VerifyManifests.class,
            WriteTopics.class,
            WriteKafkaUsers.class,
            WriteRedisUsers.class,
            WriteDashboards.class
        })
public final class Main {

    private Main() {}

    /** Runs the command line and exits. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }
}
