package io.forebay.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.wire.Submission;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests that name no version of a model whose versions share them by halves. */
final class TrafficRoutesTest {

    private static final String JOBS = "/v1/models/duo/jobs";
    private static final int MANY = 200;

    private final TestingServer server = new TestingServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void goToTheVersionsByTheirShares() {
        for (int number = 0; number < MANY; number++) {
            var reply = server.post(JOBS, input(number));

            assertThat(reply.status()).as(reply.text()).isEqualTo(202);
            assertThat(reply.json().path("modelVersion").asText())
                    .isEqualTo(last().getModel().getVersion());
        }

        // Five standard deviations of a binomial distribution, n = 200 and p = 0.5: 35.
        assertThat(versions().stream().filter("2"::equals).count()).isBetween(65L, 135L);
        assertThat(Set.copyOf(versions())).containsExactlyInAnyOrder("1", "2");
    }

    @Test
    void goTheSameWayAgainSoThatTheyShareOneFlight() {
        for (int number = 0; number < 20; number++) {
            server.post(JOBS, input(number));
            Submission first = last();
            server.post(JOBS, input(number).replace(",", " , "));

            assertThat(last().getModel()).isEqualTo(first.getModel());
            assertThat(last().getFlightKey()).isEqualTo(first.getFlightKey());
        }
    }

    @Test
    void areTheSameJobUnderTheSameIdempotencyKey() {
        for (int number = 0; number < 20; number++) {
            String key = "\"key-" + number + '"';
            var first = server.post(JOBS, input(number), "Idempotency-Key", key);
            var again = server.post(JOBS, input(number), "Idempotency-Key", key);

            assertThat(again.status()).isEqualTo(202);
            assertThat(again.json().path("id")).isEqualTo(first.json().path("id"));
        }
    }

    @Test
    void stayOnOneVersionUnderOneOrderingKey() {
        Set<Set<String>> bySession =
                IntStream.range(0, 20)
                        .mapToObj(session -> {
                            int before = server.publisher.submissions().size();
                            for (int number = 0; number < 5; number++) {
                                server.post(
                                        JOBS,
                                        input(number),
                                        "Forebay-Ordering-Key",
                                        "session-" + session);
                            }
                            return Set.copyOf(versions().subList(before, before + 5));
                        })
                        .collect(Collectors.toSet());

        assertThat(bySession).containsExactlyInAnyOrder(Set.of("1"), Set.of("2"));
    }

    @Test
    void goWhereTheyNameAVersion() {
        for (int number = 0; number < 20; number++) {
            server.post("/v1/models/duo/versions/1/jobs", input(number));
        }

        assertThat(versions()).containsOnly("1");
    }

    @Test
    void areAnsweredInTheProtocolByTheVersionThatRan() {
        for (int number = 0; number < 20; number++) {
            server.post("/v2/models/duo/infer", input(number), "Prefer", "respond-async");
        }

        assertThat(Set.copyOf(versions())).containsExactlyInAnyOrder("1", "2");
    }

    @Test
    void goTheSameWayFromBatches() {
        StringBuilder lines = new StringBuilder();
        for (int number = 0; number < 20; number++) {
            server.post(JOBS, input(number));
            lines.append(
                    input(number)
                            .replaceFirst(
                                    "\\{", "{\"custom_id\":\"" + number + "\",\"model\":\"duo\","));
            lines.append('\n');
        }
        List<String> alone = versions();
        server.post("/v1/batches", lines.toString(), "Content-Type", "application/x-ndjson");

        assertThat(versions().subList(20, 40)).isEqualTo(alone);
        assertThat(Set.copyOf(alone)).hasSize(2);
    }

    private Submission last() {
        return server.publisher.submissions().getLast();
    }

    private List<String> versions() {
        return server.publisher.submissions().stream()
                .map(submission -> submission.getModel().getVersion())
                .toList();
    }

    private static String input(int number) {
        return "{\"inputs\":[{\"name\":\"x\",\"shape\":[2],\"datatype\":\"INT32\",\"data\":[%d,7]}]}"
                .formatted(number);
    }
}
