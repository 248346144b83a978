package io.forebay.ingest.auth;

import com.google.protobuf.ByteString;
import io.forebay.ingest.problem.LimitSeen;
import io.forebay.ingest.problem.Refusal;
import io.forebay.ingest.problem.RefusedException;
import io.forebay.ingest.publish.Publisher;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.wire.ApiKeyDefinition;
import io.forebay.schemas.wire.ApiKeyEnd;
import io.forebay.schemas.wire.ApiKeyRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Issues, rotates and revokes keys. What it returns from is in the log, and read back by this node;
 * other nodes read it within moments. Safe for use by several threads.
 */
public final class KeyBook {

    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration SEEN_WITHIN = Duration.ofSeconds(2);

    private final AuthConfig config;
    private final IssuedKeys keys;
    private final KeyLog log;
    private final RandomGenerator random;
    private final InstantSource clock;

    /**
     * What is asked for.
     *
     * @param name for people
     * @param until valid before then; {@link Instant#MAX} = until it is revoked
     */
    public record Wanted(String tenant, String name, Set<Scope> scopes, Instant until) {}

    /** A key with its text, which is kept nowhere. */
    public record Made(IssuedKey key, KeyText text) {}

    /**
     * @param random unpredictable to others
     */
    public KeyBook(
            AuthConfig config,
            IssuedKeys keys,
            KeyLog log,
            RandomGenerator random,
            InstantSource clock) {
        this.config = config;
        this.keys = keys;
        this.log = log;
        this.random = random;
        this.clock = clock;
    }

    public AuthConfig config() {
        return config;
    }

    public IssuedKeys keys() {
        return keys;
    }

    /**
     * Issues a key.
     *
     * @throws RefusedException when the tenant has as many as it may, or the log is away
     */
    public Made issue(Wanted wanted) {
        requirePepper();
        long valid =
                keys.of(wanted.tenant()).stream()
                        .filter(key -> key.isValid(clock.instant()))
                        .count();
        if (valid >= config.maxKeys()) {
            throw Refusal.of(
                            ProblemCode.INVALID_KEY,
                            "the tenant has %d valid keys, and may have %d; revoke one"
                                    .formatted(valid, config.maxKeys()))
                    .with(new LimitSeen("api_keys", config.maxKeys(), valid))
                    .toException();
        }
        KeyText text = fresh();
        ApiKeyDefinition.Builder key =
                ApiKeyDefinition.newBuilder()
                        .setId(text.id())
                        .setTenant(wanted.tenant())
                        .setDigest(
                                ByteString.copyFrom(
                                        KeyText.digest(config.pepperBytes(), text.text())))
                        .setName(wanted.name())
                        .setCreatedAt(clock.millis());
        wanted.scopes().stream().map(Scope::wireName).sorted().forEach(key::addScopes);
        if (wanted.until().isBefore(Instant.MAX)) {
            key.setExpiresAt(wanted.until().toEpochMilli());
        }
        append(text.id(), ApiKeyRecord.newBuilder().setKey(key).build());
        keys.await(() -> keys.find(text.id()).isPresent(), SEEN_WITHIN);
        return new Made(new IssuedKey(key.build(), ApiKeyEnd.getDefaultInstance()), text);
    }

    /**
     * Issues a key for the place of another, which ends after the overlap.
     *
     * @throws RefusedException when it was replaced before, or as {@link #issue}
     */
    public Made rotate(IssuedKey old, Duration overlap) {
        if (old.isReplaced() || !old.isValid(clock.instant())) {
            throw new RefusedException(
                    ProblemCode.KEY_REPLACED,
                    old.isReplaced()
                            ? "the key was rotated; its place is taken by "
                                    + old.end().getSuccessor()
                            : "the key has expired; create another");
        }
        Made made =
                issue(
                        new Wanted(
                                old.tenant(),
                                old.definition().getName(),
                                old.scopes(),
                                lasting(old.definition())));
        ApiKeyEnd end =
                ApiKeyEnd.newBuilder()
                        .setId(old.id())
                        .setEndsAt(clock.instant().plus(overlap).toEpochMilli())
                        .setSuccessor(made.key().id())
                        .build();
        append(IssuedKeys.endKey(old.id()), ApiKeyRecord.newBuilder().setEnd(end).build());
        keys.await(
                () -> keys.find(old.id()).filter(key -> !key.isReplaced()).isEmpty(), SEEN_WITHIN);
        return made;
    }

    /**
     * Makes the key invalid for ever.
     *
     * @throws RefusedException when the log is away
     */
    public void revoke(IssuedKey key) {
        append(key.id(), null);
        append(IssuedKeys.endKey(key.id()), null);
        keys.await(() -> keys.find(key.id()).isEmpty(), SEEN_WITHIN);
    }

    /** As long as the one before was to last, from now on. */
    private Instant lasting(ApiKeyDefinition old) {
        return old.getExpiresAt() == 0
                ? Instant.MAX
                : clock.instant().plusMillis(old.getExpiresAt() - old.getCreatedAt());
    }

    private KeyText fresh() {
        KeyText text = KeyText.make(random);
        while (keys.find(text.id()).isPresent()) {
            text = KeyText.make(random);
        }
        return text;
    }

    private void requirePepper() {
        if (!config.issues()) {
            throw new RefusedException(
                    ProblemCode.NOT_READY,
                    "no keys are issued here: auth.pepper needs at least 16 characters");
        }
    }

    private void append(String key, @Nullable ApiKeyRecord record) {
        if (log.append(key, record) instanceof Publisher.Outcome.Unavailable(String reason)) {
            throw Refusal.of(ProblemCode.QUEUE_UNAVAILABLE, reason).retryAfter(RETRY).toException();
        }
    }
}
