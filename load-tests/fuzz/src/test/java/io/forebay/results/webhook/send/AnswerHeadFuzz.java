package io.forebay.results.webhook.send;

import static io.forebay.fuzz.Property.holds;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;

/** Answers of receivers of webhooks, which may be anybody's. */
final class AnswerHeadFuzz {

    private static final int LIMIT = 1024;
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

    @FuzzTest
    void head(byte[] bytes) {
        ByteArrayInputStream in = new ByteArrayInputStream(bytes);
        try {
            AnswerHead head = AnswerHead.read(in, LIMIT);
            holds(head.status() >= 200 && head.status() <= 599, "status " + head.status());
            holds(head.size() <= LIMIT, "more than allowed");
            head.length().ifPresent(length -> holds(length >= 0, "less than no body"));
            head.retryAfter(NOW)
                    .ifPresent(wait -> {
                        holds(!wait.isNegative(), "waits for less than nothing");
                        holds(NOW.plus(wait).toEpochMilli() > 0, "ends in the past");
                    });
        } catch (IOException e) {
            // No HTTP, or too much of it.
        }
        holds(bytes.length - in.available() <= LIMIT + 1, "read on over the limit");
    }
}
