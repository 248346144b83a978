package io.forebay.loadtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forebay.loadtests.FakeInstance.Lie;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class BenchTest {

    private static final List<String> SMALL =
            List.of("--outstanding=8", "--jobs=200", "--warmup-jobs=20", "--timeout=2s");

    @TempDir private Path folder = Path.of("");

    private final StringWriter out = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"wait", "poll", "infer"})
    void findsAnHonestInstanceClean(String mode) throws IOException {
        try (FakeInstance instance = new FakeInstance(Lie.NONE)) {
            assertThat(bench(instance, "--mode=" + mode)).isZero();
        }
        JsonNode tally = json().at("/phases/0/tally");
        assertThat(tally.path("right").asInt()).isEqualTo(200);
        assertThat(json().path("clean").asBoolean()).isTrue();
        assertThat(json().at("/phases/0/latency/count").asInt()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "WRONG_OUTPUT, wait, wrong, 20",
        "WRONG_OUTPUT, poll, wrong, 20",
        "WRONG_OUTPUT, infer, wrong, 20",
        "SAME_ID, wait, duplicated, 20",
        "FORGETS, poll, lost, 20",
        "HANGS_UP, wait, lost, 20",
        "FAILS, wait, failed, 20"
    })
    void catchesAnInstanceThatLies(Lie lie, String mode, String count, int expected)
            throws IOException {
        try (FakeInstance instance = new FakeInstance(lie)) {
            assertThat(bench(instance, "--mode=" + mode, "--warmup-jobs=0")).isOne();
        }
        assertThat(json().at("/phases/0/tally/" + count).asInt()).isEqualTo(expected);
        assertThat(out.toString()).contains("NOT CLEAN");
    }

    @Test
    void losesAJobThatNeverEnds() throws IOException {
        try (FakeInstance instance = new FakeInstance(Lie.NEVER_ENDS)) {
            assertThat(bench(instance, "--jobs=10", "--warmup-jobs=0", "--timeout=3s")).isOne();
        }
        assertThat(json().at("/phases/0/tally/reasons/lost: not ended in time").asInt()).isOne();
    }

    @Test
    void countsRefusalsByStatusWithoutCallingThemLost() throws IOException {
        try (FakeInstance instance = new FakeInstance(Lie.REFUSES)) {
            assertThat(bench(instance, "--warmup-jobs=0")).isZero();
        }
        JsonNode tally = json().at("/phases/0/tally");
        assertThat(tally.at("/refused/429 over-quota").asInt()).isEqualTo(20);
        assertThat(tally.path("right").asInt()).isEqualTo(180);
    }

    @Test
    void computesConvAnswersAnew() throws IOException {
        try (FakeInstance instance = new FakeInstance(Lie.WRONG_OUTPUT)) {
            int exit =
                    bench(
                            instance,
                            "--model=conv",
                            "--jobs=20",
                            "--warmup-jobs=0",
                            "--check-every=1");
            assertThat(exit).isOne();
        }
        assertThat(json().at("/phases/0/sampled").asInt()).isEqualTo(20);
        assertThat(json().at("/phases/0/tally/wrong").asInt()).isEqualTo(2);
    }

    @Test
    void showsAStallToEveryJobThatWasDueMeanwhile() throws IOException {
        try (FakeInstance instance = new FakeInstance(Lie.NONE, 100, Duration.ofMillis(800))) {
            int exit =
                    bench(
                            instance,
                            "--rate=200",
                            "--duration=2s",
                            "--arrivals=constant",
                            "--connections=2");
            assertThat(exit).isZero();
        }
        JsonNode phase = json().at("/phases/0");
        // 160 of 400 jobs were due while all stood still. Timed from when they were sent, only the
        // two that had a connection would have been slow, and neither p90 nor p99 would show it.
        assertThat(phase.at("/latency/count").asInt()).isEqualTo(400);
        assertThat(phase.at("/latency/p99Ms").asDouble()).isGreaterThan(600);
        assertThat(phase.at("/latency/p90Ms").asDouble()).isGreaterThan(300);
        assertThat(phase.at("/sendLag/p90Ms").asDouble()).isGreaterThan(300);
    }

    @Test
    void runsAnOpenLoopAtAShareOfEachRoundsSaturation() throws IOException {
        try (FakeInstance instance = new FakeInstance(Lie.NONE)) {
            int exit =
                    bench(instance, "--rounds=2", "--at-share=0.3", "--duration=300ms", "--seed=5");
            assertThat(exit).as(out.toString()).isZero();
        }
        JsonNode phases = json().path("phases");
        assertThat(phases.findValuesAsText("kind"))
                .containsExactly("CLOSED", "OPEN", "CLOSED", "OPEN");
        assertThat(phases.at("/1/offeredPerSecond").asDouble())
                .isEqualTo(0.3 * phases.at("/0/jobsPerSecond").asDouble());
        assertThat(json().path("medians").size()).isEqualTo(2);
        assertThat(json().at("/config/inputs/seed").asInt()).isEqualTo(5);
        assertThat(json().at("/machine/cores").asInt()).isPositive();
        assertThat(json().at("/phases/0/cost/generatorCpuSecondsPer1000").asDouble()).isPositive();
        assertThat(Files.readString(report())).doesNotContain(FakeInstance.KEY);
        assertThat(out.toString()).contains("closed median").contains("open median");
    }

    @Test
    void measuresTheProcessesOfPidFiles() throws IOException {
        long parent = ProcessHandle.current().parent().orElseThrow().pid();
        Files.createDirectories(folder.resolve("run"));
        Files.writeString(folder.resolve("run").resolve("server.pid"), Long.toString(parent));
        try (FakeInstance instance = new FakeInstance(Lie.NONE)) {
            assertThat(bench(instance)).isZero();
        }
        assertThat(json().at("/phases/0/cost/processes/0/name").asText()).isEqualTo("server");
        assertThat(json().at("/phases/0/cost/instancePeakRssBytes").asLong()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--model=unknown",
                "--api-key=wrong",
                "--jobs=0",
                "--rate=5 --at-share=0.3",
                "--duplicates=2",
                "--duration=soon"
            })
    void saysWhatKeepsItFromRunning(String options) {
        try (FakeInstance instance = new FakeInstance(Lie.NONE)) {
            assertThat(bench(instance, options.split(" "))).isEqualTo(2);
        }
        assertThat(out.toString()).isNotBlank();
    }

    @Test
    void writesTheModels() {
        int exit = execute("models", "--out=" + folder);
        assertThat(exit).isZero();
        assertThat(folder.resolve("noop/1/model.onnx")).isNotEmptyFile();
        assertThat(folder.resolve("conv/1/model.yaml")).isNotEmptyFile();
    }

    private int bench(FakeInstance instance, String... options) {
        List<String> all = new ArrayList<>(SMALL);
        all.add("--url=" + instance.url());
        all.add("--api-key=" + FakeInstance.KEY);
        all.add("--home=" + folder);
        all.add("--json=" + report());
        all.addAll(List.of(options));
        return execute(all.toArray(String[]::new));
    }

    private int execute(String... arguments) {
        CommandLine line = Bench.commandLine().setOverwrittenOptionsAllowed(true);
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(out));
        return line.execute(arguments);
    }

    private Path report() {
        return folder.resolve("report.json");
    }

    private JsonNode json() throws IOException {
        return new JsonMapper().readTree(report().toFile());
    }
}
