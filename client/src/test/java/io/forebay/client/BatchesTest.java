package io.forebay.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.client.testing.TestingForebay;
import io.forebay.client.testing.TestingForebay.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchesTest {

    private static final String STATUS = "GET /v1/batches/batch_1";
    private static final String FIRST = "POST /v1/batches/batch_1/lines?line=1";
    private static final Reply CONFLICT = Reply.problem(409, "batch-conflict", "");

    private final TestingForebay server = new TestingForebay();
    private final Clients clients = new Clients(server);
    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("lines.jsonl"), "one\ntwo\nthree\n");
    }

    @AfterEach
    void close() {
        clients.close();
        server.close();
    }

    /** Lines come as slowly as there is room for them, and the answer comes behind the last. */
    @Test
    void anUploadMayTakeLongerThanAnAnswer() {
        Duration answer = Duration.ofMillis(500);
        server.answer(STATUS, at(1, 0));
        server.answer(FIRST, at(4, 14));
        server.slowUploads(answer.multipliedBy(3));
        ClientConfig patient = ClientConfig.of(server.uri(), "fb_key");
        try (Clients hasty =
                new Clients(
                        new ClientConfig(
                                patient.server(),
                                patient.apiKey(),
                                patient.connectTimeout(),
                                answer,
                                patient.retry()))) {
            Batch batch = hasty.client.batches().append("batch_1", file);

            assertThat(batch.json().path("nextLine").asInt()).isEqualTo(4);
        }
    }

    @Test
    void goesOnBehindWhatWasTakenOfAnUploadThatBrokeOff() {
        server.answer(STATUS, at(1, 0), at(1, 0), at(3, 8));
        server.answer(FIRST, at(1, 0).breaking(), CONFLICT);
        server.answer("POST /v1/batches/batch_1/lines?line=3", at(4, 14));

        Batch batch = clients.client.batches().append("batch_1", file);

        assertThat(batch.json().path("nextLine").asInt()).isEqualTo(4);
        assertThat(server.last().text()).isEqualTo("three\n");
    }

    @Test
    void twoUploadersAreToldOfEachOther() {
        server.answer(STATUS, at(1, 0));
        server.answer(FIRST, CONFLICT);

        assertThatThrownBy(() -> clients.client.batches().append("batch_1", file))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("batch-conflict");
    }

    private static Reply at(int line, int offset) {
        return Reply.json(
                200,
                "{\"id\":\"batch_1\",\"nextLine\":%d,\"nextOffset\":%d}".formatted(line, offset));
    }
}
