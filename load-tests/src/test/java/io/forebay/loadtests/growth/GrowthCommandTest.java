package io.forebay.loadtests.growth;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.loadtests.growth.point.Axis;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

class GrowthCommandTest {

    private final StringWriter said = new StringWriter();
    private final GrowthCommand command = new GrowthCommand();
    private final CommandLine line =
            new CommandLine(command)
                    .setOut(new PrintWriter(said))
                    .setErr(new PrintWriter(said))
                    .setExecutionExceptionHandler((e, parsed, _) -> {
                        parsed.getErr().println(e.getMessage());
                        return CommandLine.ExitCode.USAGE;
                    });

    @ParameterizedTest
    @EnumSource(Axis.class)
    void helpTellsEveryAxisAndItsLargestSize(Axis axis) {
        assertThat(line.execute("--help")).isZero();

        String last = "%,d".formatted(axis.sizes().getLast());
        assertThat(said.toString())
                .containsPattern(
                        "  \\Q%s\\E .*\\b%s"
                                .formatted(axis.title(), axis == Axis.PAYLOAD ? "10 MiB" : last));
    }

    @Test
    void helpTellsTheRuleAndTheExitCodes() {
        assertThat(line.execute("--help")).isZero();

        assertThat(said.toString()).contains("25 % per", "DISTURBED", "NOT CLEAN", "0", "1", "2");
    }

    @Test
    void allAxesAreMeasuredAtTheirSizesUnlessOthersAreAskedFor() {
        line.parseArgs("--class-path=none");

        assertThat(command.chosen().keySet()).containsExactly(Axis.values());
        assertThat(command.chosen().get(Axis.PARTITIONS)).containsExactly(1L, 4L, 16L, 64L);
    }

    @Test
    void axesSizesAndPointsBoundARun() {
        line.parseArgs(
                "--class-path=none",
                "--axes=open-jobs,models",
                "--sizes=open-jobs=1000000, 0,1000",
                "--points=2");

        assertThat(command.chosen()).hasSize(2);
        assertThat(command.chosen().get(Axis.OPEN_JOBS)).containsExactly(0L, 1_000L);
        assertThat(command.chosen().get(Axis.MODELS)).containsExactly(1L, 10L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--axes=speed           | there is no axis 'speed'; there are partitions, open-jobs",
                "--sizes=speed=1        | there is no axis 'speed'",
                "--sizes=models=a,b     | --sizes models=a,b: expected whole numbers",
                "--sizes=models=0       | models: a size must be 1 to 100,000,000, not 0",
                "--sizes=payload=100    | and a multiple of 64, not 100",
                "--points=0             | points must be at least 1, not 0",
                "--jobs=0               | jobs must be at least 1, not 0",
                "--rate=0               | rate must be above 0, not 0",
                "--length=soon          | 'soon' is not a duration",
                "--disturbed-above=2    | disturbed-above must be 0 to 1, not 2",
            })
    void whatCannotBeRunIsSaidBeforeAnythingIsStarted(String option, String message) {
        assertThat(line.execute("--class-path=none", "--out=/nonexistent/nowhere", option))
                .isEqualTo(2);

        assertThat(said.toString()).contains(message);
    }
}
