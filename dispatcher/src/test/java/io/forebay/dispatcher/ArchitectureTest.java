package io.forebay.dispatcher;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.forebay.dispatcher");

    @Test
    void policiesKnowNothingOfKafka() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "..dispatcher.flight..",
                        "..dispatcher.job..",
                        "..dispatcher.retry..",
                        "..dispatcher.slot..",
                        "..dispatcher.timer..",
                        "..dispatcher.deadletter..",
                        "..dispatcher.batch..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "io.forebay.schemas.topic..")
                .check(CLASSES);
    }

    @Test
    void jobsKnowNothingOfFlights() {
        noClasses()
                .that()
                .resideInAPackage("..dispatcher.job..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..dispatcher.flight..", "..dispatcher.retry..")
                .check(CLASSES);
    }

    @Test
    void roomsFormNoCycle() {
        slices().matching("io.forebay.dispatcher.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void nobodyReachesIntoAnotherService() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages(
                        "io.forebay.ingest..", "io.forebay.worker..", "io.forebay.results..")
                .check(CLASSES);
    }

    @Test
    void timeAndChanceAreInjected() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Main.class.getName())
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .check(CLASSES);
    }
}
