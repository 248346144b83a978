package io.forebay.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TargetTest {

    private static final Path CLASSES = Path.of("target/test-classes");

    @Test
    void everyTargetHasInputsThatAreSmall() throws Exception {
        List<Target> targets = Target.in(CLASSES);
        assertThat(targets).extracting(Target::name).contains("Inference", "JobEvents", "Scan");
        assertThat(targets).extracting(Target::name).doesNotHaveDuplicates();
        for (Target target : targets) {
            try (var inputs = Files.list(target.inputs(Path.of("src/test/resources")))) {
                assertThat(inputs)
                        .as(target.name())
                        .isNotEmpty()
                        .allSatisfy(input -> assertThat(Files.size(input)).isLessThan(32 * 1024));
            }
        }
    }

    @Test
    void isCalledWithItsSuffixOrWithout() {
        Target target = new Target("io.forebay.any.AnyFuzz");
        assertThat(target.isCalled("any")).isTrue();
        assertThat(target.isCalled("AnyFuzz")).isTrue();
        assertThat(target.isCalled("Other")).isFalse();
    }
}
