package io.forebay.client.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/** Runs {@code forebay}. */
public final class Main {

    private Main() {}

    /** Exits with one of {@link ExitCodes}. */
    public static void main(String[] args) {
        World world =
                new World(
                        System.getenv(),
                        Path.of(System.getProperty("user.home")),
                        System.in,
                        stream(FileDescriptor.out),
                        stream(FileDescriptor.err),
                        Optional.ofNullable(System.console())
                                .filter(Console::isTerminal)
                                .isPresent(),
                        InstantSource.system());
        int status = ForebayCommand.line(world).execute(args);
        world.out().flush();
        System.exit(status);
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
