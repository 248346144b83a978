package io.forebay.results.reader;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import io.forebay.results.metrics.ResultStoreMeters;
import io.forebay.results.redis.RedisAnswer;
import io.forebay.results.redis.RedisClient;
import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.redis.RedisKeys;
import io.forebay.schemas.wire.JobState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.redisson.client.codec.ByteArrayCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks into Redis and applies the {@link ReadRules}. Safe for use by several threads. */
final class View {

    private static final Reading NOBODY_ANSWERED = new Reading.Unavailable("nobody answered");
    private static final Logger LOG = LoggerFactory.getLogger(View.class);

    private final RedisClient redis;
    private final RedisKeys keys;
    private final HighestPositions highest;
    private final ResultStoreMeters meters;

    private record Asked(
            int partition,
            long highestBefore,
            List<JobId> ids,
            CompletableFuture<RedisAnswer<Map<String, byte[]>>> answer) {}

    View(RedisClient redis, RedisKeys keys, HighestPositions highest, ResultStoreMeters meters) {
        this.redis = redis;
        this.keys = keys;
        this.highest = highest;
        this.meters = meters;
    }

    int partition(JobId id) {
        return keys.partition(id);
    }

    Reading read(JobId id) {
        long began = System.nanoTime();
        Reading reading = read(List.of(id)).getOrDefault(id, NOBODY_ANSWERED);
        meters.read(outcome(reading), Duration.ofNanos(System.nanoTime() - began));
        return reading;
    }

    /** The same for many, side by side: one MGET for each partition. */
    Map<JobId, Reading> read(Collection<JobId> ids) {
        Map<Integer, List<JobId>> byPartition = new TreeMap<>();
        ids.forEach(id ->
                byPartition.computeIfAbsent(keys.partition(id), _ -> new ArrayList<>()).add(id));
        List<Asked> all = new ArrayList<>();
        byPartition.forEach((partition, jobs) -> all.add(ask(partition, jobs)));
        Map<JobId, Reading> readings = new HashMap<>();
        for (Asked asked : all) {
            switch (asked.answer().join()) {
                case RedisAnswer.Away<Map<String, byte[]>> away -> {
                    Reading unavailable = away(away.reason());
                    asked.ids().forEach(id -> readings.put(id, unavailable));
                }
                case RedisAnswer.Answered<Map<String, byte[]>> found ->
                        asked.ids()
                                .forEach(id -> readings.put(id, decide(asked, id, found.value())));
            }
        }
        return readings;
    }

    /** The job that a flight's pointer names, in whatever state it is. */
    Optional<JobState> landed(FlightKey flight) {
        String pointer = keys.flight(flight);
        return value(get(pointer).join(), pointer)
                .map(id -> new String(id, UTF_8))
                .flatMap(JobId::parse)
                .flatMap(id -> value(get(keys.job(id)).join(), keys.job(id)))
                .filter(job -> job.length > 0)
                .flatMap(View::parse);
    }

    /** The positions that are there, as texts; empty when Redis is away. */
    Optional<Map<Integer, String>> positions() {
        String[] names = new String[keys.partitions()];
        for (int partition = 0; partition < names.length; partition++) {
            names[partition] = keys.position(partition);
        }
        return switch (get(names).join()) {
            case RedisAnswer.Away<Map<String, byte[]>> _ -> Optional.empty();
            case RedisAnswer.Answered<Map<String, byte[]>> found -> {
                Map<Integer, String> positions = new HashMap<>();
                for (int partition = 0; partition < names.length; partition++) {
                    byte[] text = found.value().get(names[partition]);
                    positions.put(partition, text == null ? "" : new String(text, UTF_8));
                }
                yield Optional.of(positions);
            }
        };
    }

    boolean isAvailable() {
        return get(keys.position(0)).join() instanceof RedisAnswer.Answered;
    }

    /** Position and jobs of one partition, of one moment: MGET is atomic. */
    private Asked ask(int partition, List<JobId> ids) {
        String[] names = new String[1 + ids.size()];
        names[0] = keys.position(partition);
        for (int i = 0; i < ids.size(); i++) {
            names[i + 1] = keys.job(ids.get(i));
        }
        return new Asked(partition, highest.of(partition), ids, get(names));
    }

    private Reading decide(Asked asked, JobId id, Map<String, byte[]> values) {
        Optional<String> position =
                Optional.ofNullable(values.get(keys.position(asked.partition())))
                        .map(text -> new String(text, UTF_8));
        Optional<byte[]> bytes = Optional.ofNullable(values.get(keys.job(id)));
        highest.saw(asked.partition(), position);
        if (bytes.isPresent() && bytes.get().length == 0) {
            return new Reading.Deleted();
        }
        Optional<JobState> job = bytes.flatMap(View::parse);
        if (bytes.isPresent() && job.isEmpty()) {
            LOG.atError().addKeyValue("jobId", id).log("the view holds what is no job state");
            return new Reading.Unavailable("the view holds what is no job state");
        }
        return ReadRules.decide(position, asked.highestBefore(), job);
    }

    private CompletableFuture<RedisAnswer<Map<String, byte[]>>> get(String... names) {
        return redis.ask(
                redisson -> redisson.getBuckets(ByteArrayCodec.INSTANCE).<byte[]>getAsync(names),
                found -> found);
    }

    private Reading away(String reason) {
        meters.redisFailure("read");
        return new Reading.Unavailable(reason);
    }

    private static Optional<byte[]> value(RedisAnswer<Map<String, byte[]>> answer, String key) {
        return switch (answer) {
            case RedisAnswer.Away<Map<String, byte[]>> _ -> Optional.empty();
            case RedisAnswer.Answered<Map<String, byte[]>> found ->
                    Optional.ofNullable(found.value().get(key));
        };
    }

    private static Optional<JobState> parse(byte[] bytes) {
        try {
            return Optional.of(JobState.parseFrom(bytes));
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }

    private static String outcome(Reading reading) {
        return switch (reading) {
            case Reading.Found _ -> "found";
            case Reading.Deleted _ -> "deleted";
            case Reading.NotRecorded _ -> "not-recorded";
            case Reading.Unavailable _ -> "unavailable";
        };
    }
}
