package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forebay.client.JobInput;
import io.forebay.client.JobOptions;
import io.forebay.client.kafka.Acceptance;
import io.forebay.client.kafka.ForebayProducer;
import io.forebay.client.kafka.ProducerSettings;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.State;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One tenant's flood before others' jobs, and the order of sessions, on a real broker. */
@ExtendWith(RunningForebay.class)
class FairnessIT {

    private static final int FLOOD = 300;
    private static final int CALM = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final JobInput.Picture PICTURE =
            JobInput.Picture.of(Samples.bytes("coffee-break.jpg"), "image/jpeg");

    @Test
    void aTenantsJobsPassTheFloodOfAnother(Standalone standalone) {
        try (EndedJobs ended = new EndedJobs(standalone.bootstrapServers());
                ForebayProducer flood = producer(standalone, "flood");
                ForebayProducer calm = producer(standalone, "calm")) {
            submit(flood, "notes", FLOOD, JobOptions.DEFAULT.cacheControl("no-store"));
            submit(calm, "notes", CALM, JobOptions.DEFAULT.cacheControl("no-store"));

            await().atMost(PATIENCE)
                    .until(() -> {
                        ended.look();
                        return ended.of("calm").size() == CALM;
                    });
            // In the order of their coming all of the flood would have ended.
            assertThat(ended.of("flood")).hasSizeLessThan(FLOOD * 2 / 3);

            await().atMost(PATIENCE)
                    .until(() -> {
                        ended.look();
                        return ended.of("flood").size() == FLOOD;
                    });
            assertThat(ended.look()).allMatch(job -> job.getState() == State.SUCCEEDED);
            assertThat(latencies(ended.of("calm")).getLast())
                    .as("the calm tenant's worst, and the median of the flood, in ms")
                    .isLessThan(latencies(ended.of("flood")).get(FLOOD / 2));
        }
    }

    @Test
    void theJobsOfASessionEndInTheOrderOfTheirSubmission(Standalone standalone) {
        JobInput.Picture digit = JobInput.Picture.of(Samples.bytes("digit-7.png"), "image/png");
        try (EndedJobs ended = new EndedJobs(standalone.bootstrapServers());
                ForebayProducer producer = producer(standalone, "sessions")) {
            List<String> first = ids(producer, digit, "session one");
            List<String> second = ids(producer, digit, "session two");
            submit(producer, "notes", 5, JobOptions.DEFAULT);

            await().atMost(PATIENCE)
                    .until(() -> {
                        ended.look();
                        return ended.of("sessions").size() == 45;
                    });
            List<String> order = ended.of("sessions").stream().map(JobState::getJobId).toList();
            assertThat(order.stream().filter(first::contains).toList()).isEqualTo(first);
            assertThat(order.stream().filter(second::contains).toList()).isEqualTo(second);
            assertThat(ended.of("sessions"))
                    .filteredOn(job -> first.contains(job.getJobId()))
                    .allMatch(job -> job.getState() == State.SUCCEEDED)
                    .as("each was run by itself, though all have the same content")
                    .allMatch(job -> job.getAttemptsCount() == 1);
        }
    }

    private static List<String> ids(
            ForebayProducer producer, JobInput.Picture digit, String session) {
        return IntStream.range(0, 20)
                .mapToObj(i ->
                        producer.submit("digits", digit, JobOptions.DEFAULT.orderingKey(session)))
                .map(CompletableFuture::join)
                .map(outcome -> ((Acceptance.Accepted) outcome).id().text())
                .toList();
    }

    private static void submit(
            ForebayProducer producer, String model, int jobs, JobOptions options) {
        IntStream.range(0, jobs)
                .mapToObj(i -> producer.submit(model, PICTURE, options))
                .toList()
                .forEach(outcome ->
                        assertThat(outcome.join()).isInstanceOf(Acceptance.Accepted.class));
    }

    /** In milliseconds, sorted. */
    private static List<Long> latencies(List<JobState> jobs) {
        return jobs.stream().map(job -> job.getFinishedAt() - job.getCreatedAt()).sorted().toList();
    }

    private static ForebayProducer producer(Standalone standalone, String tenant) {
        return ForebayProducer.start(
                ProducerSettings.of(
                        standalone.bootstrapServers(), tenant, standalone.home().jobIdSecret()),
                Optional.empty());
    }
}
