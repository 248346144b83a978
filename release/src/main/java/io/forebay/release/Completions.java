package io.forebay.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.AutoComplete;
import picocli.CommandLine;

/** What shells source to complete the command. */
final class Completions {

    private Completions() {}

    /** One file for each shell. */
    static void write(CommandLine command, Path folder) throws IOException {
        Files.createDirectories(folder);
        String bash = AutoComplete.bash("forebay", command);
        Files.writeString(folder.resolve("forebay.bash"), bash);
        // zsh runs completions of bash, once it is told to.
        Files.writeString(
                folder.resolve("forebay.zsh"), "autoload -U +X compinit && compinit\n" + bash);
    }
}
