package io.forebay.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Half an hour of a day with everything that comes and goes: no accepted job is lost. */
class RehearseDayIT {

    private static final Path ROOT = Path.of("..", "..");

    @Test
    void workersComeAndGoAndNoAcceptedJobIsLost(@TempDir Path out) throws Exception {
        StringWriter said = new StringWriter();
        CommandLine command =
                RehearseDay.commandLine(System.getenv("PATH"))
                        .setOut(new PrintWriter(said, true))
                        .setErr(new PrintWriter(said, true));
        int status =
                command.execute(
                        "--trace=made-scheduled",
                        "--day=3",
                        "--from=07:45",
                        "--until=08:15",
                        "--device-millis=50",
                        "--peak-workers=2",
                        "--most=3",
                        "--models=" + ROOT.resolve("models"),
                        "--scaled-object=" + ROOT.resolve("keda/models/digits/scaledobject.yaml"),
                        "--out=" + out);
        assertThat(status).as(said.toString()).isZero();
        assertThat(said.toString())
                .containsPattern("accepted ones ended: \\{.*succeeded=\\d{3,}}; lost: 0")
                .containsPattern("[1-9]\\d* started");
        assertThat(ImageIO.read(out.resolve("day.png").toFile()).getWidth()).isEqualTo(900);
        assertThat(Files.readString(out.resolve("day.html"))).contains("data:image/png");
        assertThat(Files.readAllLines(out.resolve("day.csv"))).hasSizeGreaterThan(3);
    }
}
