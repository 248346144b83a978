package io.forebay.ingest.http;

import static io.forebay.ingest.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.ingest.publish.KafkaPublisher;
import io.forebay.ingest.publish.MockProducers;
import io.forebay.schemas.wire.JobEvent;
import java.time.Duration;
import org.apache.kafka.clients.producer.MockProducer;
import org.junit.jupiter.api.Test;

final class HangingBrokerTest {

    @Test
    void answers503WithTheJobIdAndNever202() {
        MockProducer<byte[], JobEvent> producer = MockProducers.open(false);
        KafkaPublisher publisher = MockProducers.publisher(producer, Duration.ofMillis(200));
        try (TestingServer server = new TestingServer(publisher)) {
            for (String path : new String[] {"/v1/models/sum/jobs", "/v2/models/sum/infer"}) {
                var reply = server.post(path, TestingServer.SUM, "Idempotency-Key", "\"k\"");

                JsonNode problem = assertProblem(reply, 503, "queue-unavailable");
                assertThat(reply.header("Retry-After")).isEqualTo("1");
                assertThat(problem.path("jobId").asText())
                        .isEqualTo(producer.history().getLast().value().getSubmission().getJobId());
            }
            // The same key is the same job, so that the retry is safe.
            assertThat(producer.history())
                    .extracting(sent -> sent.value().getSubmission().getJobId())
                    .hasSize(2)
                    .containsOnly(producer.history().getFirst().value().getSubmission().getJobId());
        }
    }
}
