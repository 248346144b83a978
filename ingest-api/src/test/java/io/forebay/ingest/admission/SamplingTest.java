package io.forebay.ingest.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class SamplingTest {

    @Test
    void looksAgainAndAgain() throws Exception {
        CountDownLatch looked = new CountDownLatch(3);
        try (Sampling _ = Sampling.start("looks", Duration.ofMillis(1), looked::countDown)) {
            assertThat(looked.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void goesOnWhenALookFails() throws Exception {
        CountDownLatch looked = new CountDownLatch(2);
        try (Sampling _ =
                Sampling.start(
                        "fails",
                        Duration.ofMillis(1),
                        () -> {
                            looked.countDown();
                            throw new IllegalStateException("as told");
                        })) {
            assertThat(looked.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void isClosedOnlyWhenTheLookUnderWayIsOver() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean over = new AtomicBoolean();
        Sampling sampling =
                Sampling.start(
                        "waits",
                        Duration.ZERO,
                        () -> {
                            begun.countDown();
                            try {
                                Thread.sleep(Duration.ofMinutes(1));
                            } finally {
                                over.set(true);
                            }
                        });
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

        sampling.close();
        assertThat(over).isTrue();
    }
}
