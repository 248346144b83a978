package io.forebay.client.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code forebay completion}. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description =
                "Prints what makes the shell complete this command: source <(forebay completion"
                        + " bash).")
final class CompletionCommand implements Callable<Integer> {

    private final World world;

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
    private Shell shell = Shell.bash;

    @Spec private CommandSpec spec = CommandSpec.create();

    /** By their usual names. */
    enum Shell {
        bash,
        zsh
    }

    CompletionCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        String script = AutoComplete.bash("forebay", spec.root().commandLine());
        if (shell == Shell.zsh) {
            // zsh runs completions of bash, once it is told to.
            world.out().println("autoload -U +X compinit && compinit");
        }
        world.out().print(script);
        return ExitCodes.OK;
    }
}
