package io.forebay.results.pulse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forebay.results.redis.RedisAnswer;
import io.forebay.results.redis.RedisClient;
import io.forebay.schemas.redis.RedisKeys;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redisson.api.RMap;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shares of all processes: a hash in Redis, a field for each, in JSON. Safe for use by several
 * threads.
 */
public final class PulseStore implements PulseReader {

    private static final Logger LOG = LoggerFactory.getLogger(PulseStore.class);
    private static final JsonMapper MAPPER =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    /** Whoever has not told for so long is gone, and counts no more. */
    private static final Duration FRESH = Duration.ofSeconds(15);

    private final RedisClient redis;
    private final InstantSource clock;

    public PulseStore(RedisClient redis, InstantSource clock) {
        this.redis = redis;
        this.clock = clock;
    }

    @Override
    public Optional<Pulse> pulse() {
        long now = clock.millis();
        return shares().map(shares ->
                Pulse.sum(
                        shares.values().stream()
                                .map(PulseStore::parse)
                                .flatMap(Optional::stream)
                                .filter(share -> share.at() > now - FRESH.toMillis())
                                .toList(),
                        now));
    }

    /** Tells the share of a process; whether it could be told. */
    boolean tell(String process, Pulse share) {
        String text = text(share);
        return redis.ask(client -> hash(client).fastPutAsync(process, text), _ -> true).join()
                instanceof RedisAnswer.Answered<Boolean>;
    }

    /** Forgets the shares of processes that are gone. */
    void tidy() {
        long now = clock.millis();
        List<String> gone = new ArrayList<>();
        shares().orElse(Map.of())
                .forEach((process, text) -> {
                    if (parse(text).filter(one -> one.at() > now - FRESH.toMillis()).isEmpty()) {
                        gone.add(process);
                    }
                });
        if (!gone.isEmpty()) {
            forget(gone.toArray(String[]::new));
        }
    }

    void forget(String... processes) {
        redis.ask(client -> hash(client).fastRemoveAsync(processes), removed -> removed).join();
    }

    private Optional<Map<String, String>> shares() {
        return switch (redis.ask(client -> hash(client).readAllMapAsync(), Map::copyOf).join()) {
            case RedisAnswer.Answered<Map<String, String>>(Map<String, String> shares) ->
                    Optional.of(shares);
            case RedisAnswer.Away<Map<String, String>> _ -> Optional.empty();
        };
    }

    private static RMap<String, String> hash(RedissonClient client) {
        return client.getMap(RedisKeys.PULSE, StringCodec.INSTANCE);
    }

    static Optional<Pulse> parse(String text) {
        try {
            return Optional.ofNullable(MAPPER.readValue(text, Pulse.class));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            // Of another release, say; the rest is still worth seeing.
            LOG.atDebug().setCause(e).log("a share of the pulse cannot be read");
            return Optional.empty();
        }
    }

    private static String text(Pulse share) {
        try {
            return MAPPER.writeValueAsString(share);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a share is not JSON", e);
        }
    }
}
