package io.forebay.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Completion and manual pages, by the programs that read them. */
class ShellIT {

    private static final Path MANUAL = Release.folder().resolve("man/man1");

    @Test
    void bashCompletesTheCommandsOfTheLauncherAndOfTheClient() {
        String script =
                """
                source completion/forebay.bash
                COMP_WORDS=(forebay dis); COMP_CWORD=1; _complete_forebay; echo "${COMPREPLY[@]}"
                COMP_WORDS=(forebay dead); COMP_CWORD=1; _complete_forebay; echo "${COMPREPLY[@]}"
                COMP_WORDS=(forebay submit --queue); COMP_CWORD=2; _complete_forebay 2>/dev/null; echo "${COMPREPLY[@]}"
                """;

        assertThat(Program.run(Release.folder(), "bash", "-c", script).succeeded().output().lines())
                .containsExactly("dispatcher", "dead-letters", "--queue-timeout");
    }

    @Test
    void zshTakesItsFile() {
        assumeTrue(Program.isHere("zsh"), "SKIPPED: no zsh on the PATH");

        assertThat(
                        Program.run(
                                        Release.folder(),
                                        "zsh",
                                        "-fc",
                                        "source completion/forebay.zsh; echo ${_comps[forebay]}")
                                .succeeded()
                                .output())
                .contains("_bash_complete");
    }

    @Test
    void everyCommandHasItsPage() {
        assertThat(Release.list(MANUAL, ".1"))
                .extracting(page -> page.getFileName().toString())
                .contains(
                        "forebay.1",
                        "forebay-up.1",
                        "forebay-worker.1",
                        "forebay-submit.1",
                        "forebay-batch-run.1")
                .hasSizeGreaterThan(20);
    }

    @Test
    void thePageOfTheCommandSaysWhatItsHelpSays() {
        String page = shown("forebay.1");

        assertThat(page)
                .contains(
                        "Asynchronous AI inference on queues.",
                        "EXIT STATUS",
                        "FOREBAY_API_KEY",
                        "FOREBAY_CACHE",
                        "up",
                        "dead-letters");
        assertThat(shown("forebay-submit.1"))
                .contains("--queue-timeout", "Expire when not ended by then");
        assertThat(shown("forebay-worker.1"))
                .contains("Runs models.", "Its configuration, in YAML");
    }

    @Test
    void noPageHasWhatItsFormatterWarnsOf() throws IOException {
        requireGroff();
        for (Path page : Release.list(MANUAL, ".1")) {
            assertThat(groff(page, "-ww", "-z").output()).as("%s", page.getFileName()).isEmpty();
            assertThat(Files.readString(page)).doesNotContain("${", "null");
        }
    }

    private static String shown(String page) {
        requireGroff();
        return groff(MANUAL.resolve(page), "-P-cbou", "-rLL=200n").succeeded().output();
    }

    private static Program.Ran groff(Path page, String... options) {
        List<String> command = new ArrayList<>(List.of("groff", "-man", "-t", "-Kutf8", "-Tutf8"));
        command.addAll(List.of(options));
        command.add(page.toString());
        return Program.run(MANUAL, Map.of("LC_ALL", "C.UTF-8"), command);
    }

    private static void requireGroff() {
        assumeTrue(
                Program.isHere("groff"),
                "SKIPPED: no groff on the PATH (Debian: apt-get install groff-base)");
    }
}
