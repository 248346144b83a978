package io.forebay.schemas.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BatchIdTest {

    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07.089Z");

    private final JobIdMint mint =
            new JobIdMint(
                    new byte[32], InstantSource.fixed(NOW), new Random(3), Duration.ofHours(1));
    private final BatchId batch = mint.mintBatch("acme");

    @Test
    void saysWhenItWasMadeAndOnlyToItsTenantThatItIsGenuine() {
        assertThat(BatchId.parse(batch.text())).contains(batch);
        assertThat(batch.createdAt()).isEqualTo(NOW);
        assertThat(mint.isGenuine(batch, "acme")).isTrue();
        assertThat(mint.isGenuine(batch, "other")).isFalse();
    }

    @Test
    void isNoJobIdWithAnotherPrefix() {
        JobId job = new JobId("job_" + batch.text().substring("batch_".length()));

        assertThat(mint.isGenuine(job, "acme")).isFalse();
        assertThat(BatchId.parse(job.text())).isEmpty();
        assertThatThrownBy(() -> new BatchId("batch_x")).hasMessageContaining("batch_x");
    }

    @Test
    void aLineHasOneJobHoweverOftenItIsSubmittedAndAnotherWhenItIsRetried() {
        Route route = new Route(7);
        JobId first = mint.mintLine("acme", route, batch, 1, 0);

        assertThat(mint.mintLine("acme", route, batch, 1, 0)).isEqualTo(first);
        assertThat(mint.isGenuine(first, "acme")).isTrue();
        assertThat(first.route()).isEqualTo(route);
        assertThat(first.isAnswered()).isFalse();
        assertThat(mint.mintLine("acme", route, batch, 2, 0)).isNotEqualTo(first);
        assertThat(mint.mintLine("acme", route, batch, 1, 1)).isNotEqualTo(first);
    }
}
