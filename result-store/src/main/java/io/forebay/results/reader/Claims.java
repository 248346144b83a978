package io.forebay.results.reader;

import io.forebay.results.metrics.ResultStoreMeters;
import io.forebay.results.reader.JobReader.Claim;
import io.forebay.results.reader.JobReader.Claimed;
import io.forebay.results.redis.RedisAnswer;
import io.forebay.results.redis.RedisClient;
import io.forebay.schemas.id.JobId;
import java.time.Duration;
import java.util.Optional;
import org.redisson.client.codec.StringCodec;

/** Idempotency-Keys in Redis, each as {@code <job id> <content digest>}. */
final class Claims {

    private final RedisClient redis;
    private final ResultStoreMeters meters;

    Claims(RedisClient redis, ResultStoreMeters meters) {
        this.redis = redis;
        this.meters = meters;
    }

    Claim claim(String key, Claimed wanted, Duration retention) {
        RedisAnswer<Boolean> set =
                redis.<Boolean, Boolean>ask(
                                redisson ->
                                        redisson.<String>getBucket(key, StringCodec.INSTANCE)
                                                .setIfAbsentAsync(text(wanted), retention),
                                granted -> granted)
                        .join();
        return switch (set) {
            case RedisAnswer.Away<Boolean> _ -> unknown();
            case RedisAnswer.Answered<Boolean> answer ->
                    answer.value() ? new Claim.Granted() : taken(key, wanted);
        };
    }

    private Claim taken(String key, Claimed wanted) {
        RedisAnswer<Optional<String>> read =
                redis.<String, Optional<String>>ask(
                                redisson ->
                                        redisson.<String>getBucket(key, StringCodec.INSTANCE)
                                                .getAsync(),
                                Optional::ofNullable)
                        .join();
        return switch (read) {
            case RedisAnswer.Away<Optional<String>> _ -> unknown();
            case RedisAnswer.Answered<Optional<String>> answer ->
                    answer.value()
                            .flatMap(Claims::parse)
                            .map(by ->
                                    by.equals(wanted) ? new Claim.Granted() : new Claim.Taken(by))
                            .orElse(new Claim.Unknown());
        };
    }

    private Claim unknown() {
        meters.redisFailure("claim");
        return new Claim.Unknown();
    }

    static String text(Claimed claimed) {
        return claimed.id().text() + " " + claimed.contentDigest();
    }

    static Optional<Claimed> parse(String text) {
        int space = text.indexOf(' ');
        return space < 0
                ? Optional.empty()
                : JobId.parse(text.substring(0, space))
                        .map(id -> new Claimed(id, text.substring(space + 1)));
    }
}
