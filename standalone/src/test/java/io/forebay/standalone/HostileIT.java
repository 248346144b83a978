package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.forebay.loadtests.hostile.HostileConfig;
import io.forebay.loadtests.hostile.HostileResult;
import io.forebay.loadtests.hostile.HostileRun;
import io.forebay.loadtests.hostile.Processes;
import io.forebay.loadtests.job.Target;
import io.forebay.loadtests.machine.NamedPid;
import io.forebay.loadtests.model.BenchModels;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every case of hostile input against a running server: each is answered as it has to be, nothing
 * restarts, and the jobs of a good client beside them are right. The figures are those of {@code
 * ./forebay bench hostile}.
 */
class HostileIT {

    private static final Path CASES = Path.of("../../shared/conformance");

    @Test
    void nothingThatIsSentHurtsTheServerOrAnotherTenant() throws Exception {
        assumeTrue(Files.isDirectory(CASES), "SKIPPED: the conformance cases are not at " + CASES);
        Path home = RunningForebay.freshHome();
        try (Standalone forebay = RunningForebay.start(home, models(home.resolve("models")))) {
            Api owner = RunningForebay.api(forebay);
            HostileConfig config =
                    new HostileConfig(
                            target(forebay, forebay.apiKey()),
                            target(forebay, stranger(owner)),
                            CASES,
                            "notes",
                            20,
                            200,
                            Duration.ofSeconds(5),
                            Duration.ofSeconds(20),
                            4,
                            Duration.ZERO,
                            20);
            List<NamedPid> self = List.of(new NamedPid("all", ProcessHandle.current().pid()));
            Processes processes = Processes.of(self);

            HostileResult result = new HostileRun(config, processes, System.out::println, 7).run();

            System.out.println(result);
            assertSoftly(it -> {
                it.assertThat(result.faults()).as("not answered as expected").isEmpty();
                it.assertThat(result.serverErrors()).as(result.statuses().toString()).isZero();
                it.assertThat(result.gone()).as("processes that ended").isEmpty();
                it.assertThat(result.alone().isWhole()).as(result.alone().toString()).isTrue();
                it.assertThat(result.beside().isWhole()).as(result.beside().toString()).isTrue();
                it.assertThat(result.families().keySet())
                        .containsExactlyInAnyOrder("json", "strings", "bodies", "pictures", "raw");
            });
            assertThat(owner.get("/health/ready").status()).isEqualTo(200);
        }
    }

    private static Target target(Standalone forebay, String key) {
        return new Target(forebay.uri(), key, Duration.ofMinutes(1));
    }

    private static String stranger(Api operator) {
        return operator.post(
                        "/v1/keys",
                        "{\"tenant\":\"stranger\",\"name\":\"hostile\",\"scopes\":[\"submit\",\"read\"]}")
                .json()
                .path("key")
                .asText();
    }

    /** The model of pictures that is shipped, and the benchmark's of tensors. */
    private static Path models(Path repository) throws IOException {
        Path notes = RunningForebay.MODELS.resolve("notes");
        Files.walkFileTree(
                notes,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Path to =
                                repository
                                        .resolve("notes")
                                        .resolve(notes.relativize(file).toString());
                        Files.createDirectories(to.getParent());
                        Files.copy(file, to);
                        return FileVisitResult.CONTINUE;
                    }
                });
        BenchModels.write(repository);
        return repository;
    }
}
