package io.forebay.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The house keeps its shape: the arrows of docs/architecture, and the rules of every room. */
class ArchitectureTest {

    private static final JavaClasses FOREBAY =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("io.forebay");

    private static final List<String> MODULES =
            List.of(
                    "schemas",
                    "object-storage",
                    "client",
                    "dispatcher",
                    "gpu-consumer",
                    "result-store",
                    "ingest-api",
                    "standalone",
                    "load-tests",
                    "load-tests/fuzz",
                    "keda/checker",
                    "keda/scaler",
                    "keda/simulation",
                    "keda/rehearsal",
                    "testing/junit",
                    "testing/container",
                    "release");

    private static final int LARGEST_ROOM = 250;

    private static final Pattern EMPTY_NAME =
            Pattern.compile(".*(Util|Utils|Helper|Manager|Impl|Base|Common)");

    @ParameterizedTest
    @CsvSource({
        "schemas, 'client,dispatcher,worker,results,ingest,standalone,loadtests'",
        "objects, 'client,dispatcher,worker,results,ingest,standalone,loadtests'",
        "client, 'objects,dispatcher,worker,results,ingest,standalone,loadtests'",
        "dispatcher, 'client,worker,results,ingest,standalone,loadtests'",
        "worker, 'client,dispatcher,results,ingest,standalone,loadtests'",
        "results, 'client,dispatcher,worker,ingest,standalone,loadtests'",
        "ingest,"
                + " 'client,dispatcher,worker,standalone,loadtests,results.projection,results.webhook'",
        "loadtests, 'client,dispatcher,results,ingest,standalone'",
        "manifests, 'client,dispatcher,worker,results,ingest,standalone,loadtests'",
        "scaler, 'dispatcher,worker,results,ingest,standalone,loadtests,simulation'",
        "simulation, 'dispatcher,worker,results,ingest,standalone,loadtests'"
    })
    void servicesMeetOnlyInTopicsAndRedis(String module, String forbidden) {
        assertThat(
                        FOREBAY.stream()
                                .filter(one ->
                                        one.getPackageName().startsWith("io.forebay." + module)))
                .as("the rule looks at something")
                .isNotEmpty();
        for (String other : forbidden.split(",")) {
            noClasses()
                    .that()
                    .resideInAPackage("io.forebay." + module + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.forebay." + other + "..")
                    .check(FOREBAY);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ai.onnxruntime,"
                + " 'io.forebay.worker.onnx..,io.forebay.loadtests.worker..,io.forebay.loadtests.peers.loop..'",
        "redis.clients, io.forebay.loadtests.peers.loop..",
        "org.apache.kafka.streams, io.forebay.dispatcher..",
        "org.redisson, io.forebay.results..",
        "software.amazon.awssdk, io.forebay.objects..",
        "io.helidon, io.forebay.ingest..",
        "kafka.server, io.forebay.standalone.broker.."
    })
    void aLibraryIsImportedByTheOneRoomThatWrapsIt(String library, String rooms) {
        ArchRule rule =
                noClasses()
                        .that()
                        .resideOutsideOfPackages(rooms.split(","))
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(library + "..");
        rule.check(FOREBAY);
    }

    /** Decision 092: what is measured is the worker itself. */
    @Test
    void onlyTheBenchmarkOfTheWorkerSeesTheWorker() {
        noClasses()
                .that()
                .resideInAPackage("io.forebay.loadtests..")
                .and()
                .resideOutsideOfPackage("io.forebay.loadtests.worker..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.forebay.worker..")
                .check(FOREBAY);
    }

    @Test
    void onlyMainReadsTheEnvironment() {
        noClasses()
                .that()
                .doNotHaveSimpleName("Main")
                .should()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .check(FOREBAY);
    }

    @Test
    void noRoomIsNamedAfterNothing() {
        assertThat(FOREBAY)
                .extracting(one -> one.getSimpleName())
                .noneMatch(name -> EMPTY_NAME.matcher(name).matches());
    }

    @Test
    void roomsAreSmallAndEveryPackageHasItsMap() throws IOException {
        for (String module : MODULES) {
            Path sources = Path.of("..", module, "src/main/java");
            try (Stream<Path> files = Files.walk(sources)) {
                List<Path> java = files.filter(file -> file.toString().endsWith(".java")).toList();
                assertThat(java).as(module).isNotEmpty();
                for (Path file : java) {
                    assertThat(Files.readAllLines(file))
                            .as("%s", file)
                            .hasSizeLessThanOrEqualTo(LARGEST_ROOM);
                    assertThat(file.resolveSibling("package-info.java"))
                            .exists()
                            .content()
                            .contains("@NullMarked");
                }
            }
        }
    }
}
