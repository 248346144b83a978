package io.forebay.results;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String ROOT = "io.forebay.results";

    private final JavaClasses classes =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages(ROOT);

    @Test
    void theReaderAndTheProjectionMeetOnlyInRedis() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".reader")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT, ROOT + ".projection", "org.apache.kafka..")
                .check(classes);
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".projection")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT, ROOT + ".reader")
                .check(classes);
    }

    @Test
    void policiesKnowNeitherKafkaNorRedis() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Policy")
                .or()
                .haveSimpleNameEndingWith("Rules")
                .or()
                .haveSimpleName("PartitionView")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "org.redisson..")
                .check(classes);
    }

    @Test
    void onlyTheEdgeKnowsRedisson() {
        noClasses()
                .that()
                .doNotHaveSimpleName("RedisClient")
                .and()
                .doNotHaveSimpleName("RedisViewStore")
                .and()
                .doNotHaveSimpleName("View")
                .and()
                .doNotHaveSimpleName("BatchView")
                .and()
                .doNotHaveSimpleName("DeliveryView")
                .and()
                .doNotHaveSimpleName("Waker")
                .and()
                .doNotHaveSimpleName("Claims")
                .and()
                .doNotHaveSimpleName("IndexReads")
                .and()
                .doNotHaveSimpleName("PulseStore")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.redisson..")
                .check(classes);
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
                .check(classes);
    }
}
