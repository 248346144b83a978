package io.forebay.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.forebay.schemas.config.ConfigReader;
import io.forebay.worker.WorkerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The units, as systemd reads them. None is started: no test has a machine of its own. */
class UnitsIT {

    private static final String INSTALLED = "/opt/forebay";
    private static final Pattern COMMAND =
            Pattern.compile("(?m)^ExecStart=(\\S+) (\\w+)(?: (\\S+))?$");
    private static final Pattern STOP = Pattern.compile("(?m)^TimeoutStopSec=(\\d+)$");

    /**
     * Exposure in tenths, as systemd-analyze counts: from 0 to 100, and 96 for a unit that says
     * nothing.
     */
    private static final int EXPOSURE = 15;

    @TempDir Path units;

    /** They say where a release is installed; here it is elsewhere. */
    @BeforeEach
    void copy() throws IOException {
        Path folder = Release.folder().resolve("systemd");
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = units.resolve(folder.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.writeString(
                        copy,
                        Files.readString(file).replace(INSTALLED, Release.folder().toString()));
            }
        }
    }

    static Stream<String> names() {
        return Release.list(Path.of("layout", "systemd"), ".service").stream()
                .map(unit -> unit.getFileName().toString());
    }

    @ParameterizedTest
    @MethodSource("names")
    void systemdTakesItWithoutAWarning(String unit) {
        requireAnalyze();

        Program.Ran ran = analyze("verify", "--man=no", "--recursive-errors=no", unit);

        assertThat(ran.output()).isEmpty();
        assertThat(ran.status()).isZero();
    }

    @ParameterizedTest
    @MethodSource("names")
    void itCanDoLittleBesideItsWork(String unit) {
        requireAnalyze();

        Program.Ran ran =
                analyze("security", "--offline=yes", "--no-pager", "--threshold=" + EXPOSURE, unit);

        assertThat(ran.status()).as(ran.output()).isZero();
        assertThat(ran.output()).contains("Overall exposure level for " + unit.replace("@", "@i"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void itStartsACommandOfTheReleaseWithAFileThatIsShipped(String unit) {
        MatchResult command = command(unit);

        assertThat(command.group(1)).isEqualTo(INSTALLED + "/bin/forebay");
        LauncherCommand started = LauncherCommand.valueOf(command.group(2));
        if (started == LauncherCommand.up) {
            assertThat(command.group(3)).isNull();
            return;
        }
        assertThat(command.group(3)).startsWith("/etc/forebay/" + started);
        assertThat(Release.folder().resolve("config/" + started + ".yaml")).isRegularFile();
    }

    @Test
    void thereIsOneForEveryCommandThatServes() {
        assertThat(names().map(unit -> LauncherCommand.valueOf(command(unit).group(2))))
                .containsExactlyInAnyOrder(LauncherCommand.values());
    }

    /** Killed in the middle of its draining, a worker would leave its work to be done again. */
    @Test
    void whoRunsModelsIsGivenTheTimeToDrain() {
        Duration drain =
                ConfigReader.withoutEnvironment()
                        .read("{}", "defaults", WorkerConfig.class)
                        .drainTimeout();

        for (String unit : List.of("forebay-worker@.service", "forebay-standalone.service")) {
            assertThat(stop(unit)).as(unit).isGreaterThanOrEqualTo(drain.plusSeconds(30));
        }
        assertThat(names())
                .allSatisfy(unit ->
                        assertThat(stop(unit)).isGreaterThanOrEqualTo(Duration.ofSeconds(20)));
    }

    private static Duration stop(String unit) {
        return STOP.matcher(text(unit))
                .results()
                .findFirst()
                .map(match -> Duration.ofSeconds(Long.parseLong(match.group(1))))
                .orElse(Duration.ZERO);
    }

    private static MatchResult command(String unit) {
        return COMMAND.matcher(text(unit))
                .results()
                .findFirst()
                .orElseThrow(() -> new AssertionError(unit + " starts nothing"));
    }

    private static String text(String unit) {
        try {
            return Files.readString(Path.of("layout", "systemd", unit));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Program.Ran analyze(String... arguments) {
        List<String> command = new ArrayList<>(List.of("systemd-analyze"));
        command.addAll(List.of(arguments));
        command.set(command.size() - 1, units.resolve(command.getLast()).toString());
        return Program.run(units, Map.of("LC_ALL", "C.UTF-8"), command);
    }

    private static void requireAnalyze() {
        assumeTrue(
                Program.isHere("systemd-analyze"),
                "SKIPPED: no systemd-analyze on the PATH (Debian: apt-get install systemd)");
    }
}
