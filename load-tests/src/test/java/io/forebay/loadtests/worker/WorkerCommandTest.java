package io.forebay.loadtests.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Runs for moments: whether every job goes through, not how fast. */
class WorkerCommandTest {

    private final StringWriter out = new StringWriter();

    @TempDir private Path directory = Path.of("");

    @Test
    void bringsEveryJobThroughTheWorkersPartsAndTellsWhatEachStageCosts() throws Exception {
        Path json = directory.resolve("worker.json");

        int status =
                run(
                        "--models=noop,conv,mlp,large,notes",
                        "--repository=../models",
                        "--batch=2",
                        "--rounds=1",
                        "--round=20ms",
                        "--json=" + json);

        assertThat(status).as(out.toString()).isZero();
        JsonNode report = new ObjectMapper().readTree(json.toFile());
        List<String> models =
                StreamSupport.stream(report.spliterator(), false)
                        .map(each -> each.path("model").asText())
                        .toList();
        assertThat(models).containsExactly("noop", "conv", "mlp", "large", "notes");
        assertThat(report)
                .allSatisfy(each -> {
                    assertThat(each.path("bareNanos").asDouble()).isPositive();
                    assertThat(each.path("workerNanos").asDouble()).isPositive();
                    assertThat(each.path("workerBytes").asDouble()).isPositive();
                    assertThat(each.path("meanBatch").asDouble()).isBetween(1.0, 2.0);
                    assertThat(each.path("stages").size()).isEqualTo(Stages.Stage.values().length);
                    assertThat(each.path("stages"))
                            .allSatisfy(stage ->
                                    assertThat(stage.path("nanos").asDouble()).isPositive());
                });
        assertThat(out.toString()).contains("| mlp | 2 |", "| large |", "join and split");
    }

    @Test
    void saysWhichModelItDoesNotFindAndWhere() {
        int status = run("--models=nothing", "--repository=" + directory, "--rounds=1");

        assertThat(status).isNotZero();
        assertThat(out.toString()).contains("no model nothing/1", "--repository");
    }

    private int run(String... args) {
        PrintWriter writer = new PrintWriter(out, true);
        return new CommandLine(new WorkerCommand()).setOut(writer).setErr(writer).execute(args);
    }
}
