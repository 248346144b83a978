package io.forebay.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.id.Route;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.Cancellation;
import io.forebay.schemas.wire.JobEvent;
import io.forebay.schemas.wire.Payload;
import io.forebay.schemas.wire.PayloadRef;
import io.forebay.schemas.wire.Submission;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.junit.jupiter.api.Test;

final class KafkaPublisherTest {

    private static final byte[] KEY = {1, 2};
    private static final JobEvent SUBMISSION =
            JobEvent.newBuilder()
                    .setSubmission(
                            Submission.newBuilder()
                                    .setJobId("job_1")
                                    .setTraceparent("00-a-b-01")
                                    .setInput(
                                            Payload.newBuilder()
                                                    .setRef(
                                                            PayloadRef.newBuilder()
                                                                    .setKey("inputs/x"))))
                    .build();

    private final MockProducer<byte[], JobEvent> producer = MockProducers.open(false);
    private final KafkaPublisher publisher =
            MockProducers.publisher(producer, Duration.ofSeconds(10));

    @Test
    void appendsToThePartitionOfTheRoute() {
        publisher.send(new Route(-1), KEY, SUBMISSION);

        ProducerRecord<byte[], JobEvent> sent = producer.history().getFirst();
        assertThat(sent.topic()).isEqualTo(Topics.JOBS.name());
        assertThat(sent.partition())
                .isEqualTo(Integer.remainderUnsigned(-1, MockProducers.PARTITIONS));
        assertThat(sent.key()).isEqualTo(KEY);
        assertThat(sent.value()).isEqualTo(SUBMISSION);
    }

    @Test
    void describesTheEventAsACloudEvent() {
        publisher.send(new Route(0), KEY, SUBMISSION);
        publisher.send(
                new Route(0),
                KEY,
                JobEvent.newBuilder()
                        .setCancellation(Cancellation.newBuilder().setJobId("job_2"))
                        .build());

        assertThat(header(0, "ce_specversion")).isEqualTo("1.0");
        assertThat(header(0, "ce_id")).isEqualTo("job_1");
        assertThat(header(0, "ce_type")).isEqualTo("io.forebay.job.submitted");
        assertThat(header(0, "ce_dataref")).isEqualTo("inputs/x");
        assertThat(header(0, "traceparent")).isEqualTo("00-a-b-01");
        assertThat(header(1, "ce_type")).isEqualTo("io.forebay.job.cancellation-requested");
    }

    @Test
    void isAcknowledgedOnlyWhenTheBrokersSaySo() {
        Publisher.Pending first = publisher.send(new Route(0), KEY, SUBMISSION);
        producer.completeNext();
        Publisher.Pending second = publisher.send(new Route(0), KEY, SUBMISSION);
        producer.errorNext(new NotEnoughReplicasException("one"));

        assertThat(first.await()).isEqualTo(new Publisher.Outcome.Acknowledged());
        assertThat(second.await()).isInstanceOf(Publisher.Outcome.Unavailable.class);
    }

    @Test
    void isUnavailableWhenTheProducerCannotEvenSend() {
        producer.sendException = new org.apache.kafka.common.errors.TimeoutException("metadata");
        assertThat(publisher.send(new Route(0), KEY, SUBMISSION).await())
                .isInstanceOf(Publisher.Outcome.Unavailable.class);
    }

    @Test
    void givesUpOnBrokersThatHang() {
        Publisher hasty = MockProducers.publisher(producer, Duration.ofMillis(20));

        assertThat(hasty.send(new Route(0), KEY, SUBMISSION).await())
                .isInstanceOf(Publisher.Outcome.Unavailable.class);
    }

    private String header(int index, String name) {
        return new String(
                producer.history().get(index).headers().lastHeader(name).value(),
                StandardCharsets.UTF_8);
    }
}
