package io.forebay.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.forebay.client.testing.TestingForebay;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shells complete what the command has. */
class CompletionTest {

    @TempDir Path folder;

    @Test
    void bashCompletesCommandsAndTheirOptions() throws Exception {
        String script =
                """
                source "$0"
                COMP_WORDS=(forebay dead); COMP_CWORD=1
                _complete_forebay 2>/dev/null; echo "${COMPREPLY[@]}"
                COMP_WORDS=(forebay batch ""); COMP_CWORD=2
                _complete_forebay 2>/dev/null; echo "${COMPREPLY[@]}"
                COMP_WORDS=(forebay submit --queue); COMP_CWORD=2
                _complete_forebay 2>/dev/null; echo "${COMPREPLY[@]}"
                complete -p forebay
                """;

        List<String> lines = run("bash", "bash", script);

        assertThat(lines.get(0)).isEqualTo("dead-letters");
        assertThat(lines.get(1)).contains("run").contains("status");
        assertThat(lines.get(2)).isEqualTo("--queue-timeout");
        assertThat(lines.get(3)).contains("_complete_forebay");
    }

    @Test
    void zshTakesTheScriptAndKnowsTheCommand() throws Exception {
        assertThat(script("zsh")).contains("compinit").contains("bashcompinit");
        assumeTrue(isHere("zsh"), "SKIPPED: no zsh here");

        List<String> lines = run("zsh", "zsh", "source \"$0\"; echo ${_comps[forebay]}");

        assertThat(lines.getLast()).contains("_bash_complete");
    }

    /** As a person does: types a part of a command, and presses the tabulator. */
    @Test
    void zshCompletesACommandAtItsPrompt() throws Exception {
        assumeTrue(isHere("zsh"), "SKIPPED: no zsh here");

        List<String> lines =
                run(
                        "zsh",
                        "zsh",
                        """
                        zmodload zsh/zpty
                        zpty z 'zsh -f -i'
                        shown() {
                            for i in {1..500}; do
                                while zpty -r -t z part; do out+=$part; done
                                [[ $out == *$1* ]] && return
                                sleep 0.05
                            done
                        }
                        zpty -w z "source '$0'; echo rea''dy"
                        shown ready
                        zpty -w -n z $'forebay dead\t'
                        shown dead-letters
                        zpty -d z
                        print -r -- ${(V)out}
                        """);

        assertThat(String.join("\n", lines)).contains("forebay dead-letters");
    }

    private List<String> run(String shell, String kind, String script) throws Exception {
        Path file = Files.writeString(folder.resolve("completion." + kind), script(kind));
        Process process =
                new ProcessBuilder(shell, "-c", script, file.toString())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output.lines().toList();
    }

    private static String script(String shell) {
        try (TestingForebay nobody = new TestingForebay()) {
            return CommandRun.of(nobody, "completion", shell).out();
        }
    }

    private static boolean isHere(String program) {
        try {
            return new ProcessBuilder(program, "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
