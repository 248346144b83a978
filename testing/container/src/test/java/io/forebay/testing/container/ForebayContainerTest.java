package io.forebay.testing.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.forebay.client.ForebayClient;
import io.forebay.client.Job;
import io.forebay.client.JobInput;
import io.forebay.client.JobOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.utility.DockerImageName;

class ForebayContainerTest {

    private static final Path MODELS = Path.of("..", "..", "models");

    @Test
    void servesOthersThanTheContainerItself() {
        try (ForebayContainer forebay = container("forebay/standalone:0.1.0")) {
            assertThat(forebay.getExposedPorts()).containsExactly(8080);
            assertThat(forebay.getEnvMap())
                    .containsEntry("FOREBAY_HOST", "0.0.0.0")
                    .containsEntry("FOREBAY_PORT", "8080");
        }
    }

    /** {@code -Dforebay.test.backends=containers -Dforebay.test.image=NAME} runs it. */
    @Test
    void detectsInAContainer() throws IOException {
        assumeTrue(
                System.getProperty("forebay.test.backends", "").equals("containers")
                        && DockerClientFactory.instance().isDockerAvailable(),
                "SKIPPED: containers are not selected, or no Docker is here");
        try (ForebayContainer forebay =
                container(System.getProperty("forebay.test.image")).withModels(MODELS)) {
            forebay.start();
            try (ForebayClient client = forebay.client()) {
                Job job =
                        client.submit(
                                "notes",
                                JobInput.Picture.of(
                                        Files.readAllBytes(MODELS.resolve("samples/pavilion.jpg")),
                                        "image/jpeg"),
                                JobOptions.DEFAULT.waitUpTo(Duration.ofSeconds(30)));
                assertThat(job.state()).isEqualTo("succeeded");
            }
        }
    }

    private static ForebayContainer container(String image) {
        return new ForebayContainer(DockerImageName.parse(image));
    }
}
