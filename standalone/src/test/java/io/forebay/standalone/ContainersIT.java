package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The services on a broker and a Redis that others built and packed. */
class ContainersIT {

    @Test
    void detectsOnContainers() {
        Containers containers = Containers.start();
        try (Standalone forebay =
                RunningForebay.start(RunningForebay.freshHome(), _ -> containers)) {
            Api api = RunningForebay.api(forebay);
            Api.Answer answer =
                    api.post(
                            "/v1/models/digits/jobs",
                            Samples.bytes("digit-7.png"),
                            "Content-Type",
                            "image/png",
                            "Prefer",
                            "wait=30");
            assertThat(answer.status()).as(answer::code).isEqualTo(200);
            assertThat(
                            StreamSupport.stream(answer.json().path("outputs").spliterator(), false)
                                    .toList())
                    .isNotEmpty();
        }
    }
}
