package io.forebay.client.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import picocli.CommandLine;

/** The command as it is, for whoever describes it: manual pages, completion. Not to be run. */
public final class CommandModel {

    private CommandModel() {}

    /** The whole command line, in a world without environment, input and output. */
    public static CommandLine line() {
        PrintStream nowhere =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return ForebayCommand.line(
                new World(
                        Map.of(),
                        Path.of(""),
                        InputStream.nullInputStream(),
                        nowhere,
                        nowhere,
                        false,
                        InstantSource.system()));
    }
}
