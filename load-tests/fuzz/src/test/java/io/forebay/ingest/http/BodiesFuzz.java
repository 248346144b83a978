package io.forebay.ingest.http;

import static io.forebay.fuzz.Property.holds;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.forebay.fuzz.StrictDocument;
import io.forebay.ingest.batch.BatchWishes;
import io.forebay.ingest.problem.RefusedException;
import io.forebay.ingest.protocol.RequestBody;
import io.forebay.ingest.webhook.CallbackRules;
import io.forebay.ingest.webhook.EndpointBook;
import io.forebay.ingest.webhook.Members;
import io.forebay.ingest.webhook.Revealed;
import io.forebay.schemas.webhook.SecretSeal;
import io.forebay.schemas.webhook.TargetConfig;
import io.forebay.schemas.webhook.TargetPolicy;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Small JSON bodies: what is asked of a batch, and endpoints of webhooks. */
final class BodiesFuzz {

    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final CallbackRules RULES =
            new CallbackRules(Optional.of(new TargetPolicy(TargetConfig.DEFAULT)));
    private static final EndpointBook BOOK =
            new EndpointBook(RULES, new SecretSeal("a key of the services", RANDOM), RANDOM);

    @FuzzTest
    void bodies(byte[] bytes) {
        RequestBody body = new RequestBody(bytes, bytes.length);
        try {
            BatchWishes wishes = BatchDraft.read(body, RULES);
            wishes.window()
                    .ifPresent(window -> {
                        holds(window.toMillis() >= 0, "a window below zero");
                        holds(NOW.plus(window).toEpochMilli() > 0, "ends in the past");
                    });
            wishes.callback()
                    .ifPresent(callback ->
                            holds(
                                    callback.getUrl().regionMatches(true, 0, "https://", 0, 8),
                                    "a callback elsewhere"));
            holds(StrictDocument.isOne(bytes), "wishes that are no document");
        } catch (RefusedException e) {
            client(e);
        }
        try {
            Members given = Members.read(body, EndpointBook.GIVEN);
            Revealed made = BOOK.create("acme", given, NOW.toEpochMilli());
            holds(StrictDocument.isOne(bytes), "an endpoint that is no document");
            holds(made.endpoint().getSecretsCount() == 1, "an endpoint without a secret");
            Revealed rotated =
                    BOOK.rotate(
                            made.endpoint(),
                            Optional.empty(),
                            Duration.ofDays(1),
                            NOW.toEpochMilli());
            holds(rotated.endpoint().getSecretsCount() == 2, "the secret before signs along");
        } catch (RefusedException e) {
            client(e);
        }
    }

    private static void client(RefusedException e) {
        holds(e.refusal().code().status() / 100 == 4, "the client is to blame, says " + e);
    }
}
