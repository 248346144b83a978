package io.forebay.loadtests.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class PeersCommandTest {

    private final StringWriter said = new StringWriter();
    private final CommandLine line =
            new CommandLine(new PeersCommand())
                    .setOut(new PrintWriter(said))
                    .setErr(new PrintWriter(said))
                    .setExecutionExceptionHandler((e, command, _) -> {
                        command.getErr().println(e.getMessage());
                        return CommandLine.ExitCode.USAGE;
                    });

    @Test
    void helpTellsEveryScenarioSystemAndExitCode() {
        assertThat(line.execute("--help")).isZero();

        assertThat(said.toString())
                .contains("saturation", "latency-30", "latency-60", "30 %", "duplicates", "burst")
                .contains("webhooks", "forebay, loop, bullmq, bullmq-batched")
                .contains("--rounds 1 --jobs 2000", "NOT CLEAN");
    }

    @ParameterizedTest
    @CsvSource({
        "--scenarios=speed, 'there is no ''speed'''",
        "--systems=celery, 'there is no ''celery'''",
        "--rounds=0, rounds must be at least 1",
        "--jobs=0, jobs must be at least 1",
        "--duration=soon, '''soon'' is not a duration'",
        "--disturbed-above=2, disturbed-above must be 0 to 1",
    })
    void whatCannotBeRunIsSaidBeforeAnythingIsStarted(String option, String message) {
        String[] args = {"--services=none", "--systems=loop", option};

        assertThat(line.execute(option.startsWith("--systems") ? only(args) : args)).isEqualTo(2);
        assertThat(said.toString()).contains(message);
    }

    private static String[] only(String[] args) {
        return new String[] {args[0], args[2]};
    }
}
