package io.forebay.testing.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.forebay.client.ClientConfig;
import io.forebay.client.ForebayClient;
import io.forebay.client.Job;
import io.forebay.client.JobInput;
import io.forebay.client.JobOptions;
import io.forebay.client.Retry;
import io.forebay.client.UnreachableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

class ForebayExtensionIT {

    private static final Path MODELS = Path.of("..", "..", "models");
    private static final List<RunningForebay> GIVEN = new ArrayList<>();
    private static final List<Job> ENDED = new ArrayList<>();

    @ExtendWith(ForebayExtension.class)
    static class OfAUser {

        @Test
        void findsTheDigits(ForebayClient forebay, RunningForebay running) throws IOException {
            GIVEN.add(running);
            byte[] picture = Files.readAllBytes(MODELS.resolve("samples/pavilion.jpg"));
            ENDED.add(
                    forebay.submit(
                            "notes",
                            JobInput.Picture.of(picture, "image/jpeg"),
                            JobOptions.DEFAULT.waitUpTo(Duration.ofSeconds(30))));
        }
    }

    @ExtendWith(ForebayExtension.class)
    static class OfAnother {

        @Test
        void findsTheSameServer(RunningForebay running) {
            GIVEN.add(running);
        }
    }

    @Test
    void allClassesOfARunHaveOneForebayWhichEndsWithTheRun() {
        EngineExecutionResults run = run(MODELS.toString(), OfAUser.class, OfAnother.class);

        run.testEvents().assertStatistics(tests -> tests.succeeded(2).failed(0));
        assertThat(ENDED).singleElement().matches(Job::succeeded);
        assertThat(GIVEN).hasSize(2);
        RunningForebay given = GIVEN.getFirst();
        assertThat(GIVEN.getLast()).isSameAs(given);
        assertThat(given.home()).doesNotExist();
        ClientConfig once = ClientConfig.of(given.uri(), given.apiKey()).with(Retry.NEVER);
        try (ForebayClient client = ForebayClient.of(once)) {
            assertThatThrownBy(() -> client.job(ENDED.getFirst().id()))
                    .isInstanceOf(UnreachableException.class);
        }
    }

    @Test
    void aRepositoryThatIsNotThereIsNamed() {
        EngineExecutionResults run = run("no-such-models", OfAnother.class);

        run.containerEvents().failed().assertThatEvents().hasSize(1);
        assertThat(
                        run.containerEvents().failed().stream()
                                .findFirst()
                                .orElseThrow()
                                .getRequiredPayload(TestExecutionResult.class)
                                .getThrowable()
                                .orElseThrow())
                .hasMessageContaining("no-such-models is no model repository")
                .hasMessageContaining("forebay.models");
    }

    private static EngineExecutionResults run(String models, Class<?>... classes) {
        var tests =
                EngineTestKit.engine("junit-jupiter")
                        .configurationParameter(ForebayExtension.MODELS, models);
        for (Class<?> one : classes) {
            tests.selectors(selectClass(one));
        }
        return tests.execute();
    }
}
