package io.forebay.release;

import io.forebay.client.cli.CommandModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The commands that the launcher has itself, beside those of the client. */
enum LauncherCommand {
    up(
            "Everything in one process on this machine; Ctrl-C stops it. The first start of a"
                    + " release rehearses for a quarter of a minute, and writes what it learnt to a"
                    + " start cache that later starts use.",
            ""),
    ingest("The HTTP service.", "FILE"),
    dispatcher("The one writer of job state.", "FILE"),
    worker("Runs models.", "FILE"),
    results("Brings results to Redis.", "FILE"),
    scaler("Tells KEDA how many workers are needed.", "FILE");

    private static final int WIDTH = 100;

    private final String description;
    private final String file;

    LauncherCommand(String description, String file) {
        this.description = description;
        this.file = file;
    }

    /** The command as a release has it: the launcher's commands and the client's. */
    static CommandLine all() {
        CommandLine line = CommandModel.line();
        for (LauncherCommand one : values()) {
            line.addSubcommand(one.name(), one.spec());
        }
        List<String> environment =
                new ArrayList<>(List.of(line.getCommandSpec().usageMessage().footer()));
        environment.addAll(
                List.of(
                        "  FOREBAY_HOST      what 'forebay up' serves on (127.0.0.1; 0.0.0.0 for other machines too)",
                        "  FOREBAY_PORT      the port of 'forebay up' (8080)",
                        "  FOREBAY_CACHE     where start caches are kept (~/.cache/forebay)",
                        "  FOREBAY_<KEY>     overrides a key of a service's file; the operator's manual says how",
                        "  JAVA_HOME         a Java 25; by default one is looked for where they are installed"));
        line.getCommandSpec().usageMessage().footer(environment.toArray(String[]::new));
        return line;
    }

    private CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name(name());
        spec.usageMessage().description(description).width(WIDTH);
        if (!file.isEmpty()) {
            spec.addPositional(
                    PositionalParamSpec.builder()
                            .index("0")
                            .arity("0..1")
                            .type(Path.class)
                            .paramLabel(file)
                            .description(
                                    "Its configuration, in YAML; without it the defaults and the"
                                            + " environment.")
                            .build());
        }
        return spec;
    }
}
