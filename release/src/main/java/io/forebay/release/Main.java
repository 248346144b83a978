package io.forebay.release;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine;

/** Completes the folder of a release: what is written here is made, not copied. */
public final class Main {

    private Main() {}

    /**
     * @param args the folder; that of the client's jars; the version
     */
    public static void main(String[] args) throws IOException {
        Path layout = Path.of(args[0]);
        CommandLine command = LauncherCommand.all();
        new ManualPages(args[2]).write(command, layout.resolve("man/man1"));
        Completions.write(command, layout.resolve("completion"));
        ClientJars.write(Path.of(args[1]), layout.resolve("lib"));
        Checksums.write(layout);
    }
}
