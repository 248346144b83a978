package io.forebay.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SimulateTest {

    @Test
    void isNoDearerThanTheBestMaxOfLagAndRateOnARandomWalkAndDrawsIt(@TempDir Path out) {
        StringWriter said = new StringWriter();
        CommandLine command = Simulate.commandLine();
        command.setOut(new PrintWriter(said));
        int exit =
                command.execute(
                        "--only=made-random-walk", "--cold-start=180", "--seeds=1", "--out=" + out);
        assertThat(exit).isZero();
        assertThat(said.toString())
                .contains("| made-random-walk | 180 |")
                .doesNotContain("| dearer |", "| below 99 % |");
        assertThat(out.resolve("pareto-180.png")).isNotEmptyFile();
        assertThat(out.resolve("pareto.html")).content().contains("data:image/png");
        assertThat(out.resolve("runs.csv")).content().hasLineCount(1 + 15);
    }
}
