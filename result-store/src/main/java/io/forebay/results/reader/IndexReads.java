package io.forebay.results.reader;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.forebay.results.metrics.ResultStoreMeters;
import io.forebay.results.redis.RedisAnswer;
import io.forebay.results.redis.RedisClient;
import io.forebay.schemas.redis.RedisKeys;
import io.forebay.schemas.redis.ViewPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import org.redisson.api.RScript;
import org.redisson.client.codec.ByteArrayCodec;

/** Reads a tenant's sorted sets in all partitions, each with its position of the same moment. */
final class IndexReads {

    private final RedisClient redis;
    private final RedisKeys keys;
    private final HighestPositions highest;
    private final ResultStoreMeters meters;

    IndexReads(
            RedisClient redis, RedisKeys keys, HighestPositions highest, ResultStoreMeters meters) {
        this.redis = redis;
        this.keys = keys;
        this.highest = highest;
        this.meters = meters;
    }

    /** What all partitions said. */
    sealed interface Outcome {

        /**
         * @param byPartition the members of each partition's set, as the script gives them
         */
        record Members(List<List<String>> byPartition) implements Outcome {}

        record Unavailable(String reason) implements Outcome {}
    }

    private record Asked(
            int partition,
            long highestBefore,
            CompletableFuture<RedisAnswer<List<String>>> answer) {}

    /**
     * Asks all partitions side by side.
     *
     * @param script takes the position and the set as KEYS, and gives a list that begins with the
     *     position's text, empty when there is none
     * @param set the set's key
     * @param arguments the script's ARGV
     */
    Outcome ask(String script, IntFunction<String> set, IntFunction<List<String>> arguments) {
        List<Asked> all = new ArrayList<>();
        for (int partition = 0; partition < keys.partitions(); partition++) {
            all.add(
                    new Asked(
                            partition,
                            highest.of(partition),
                            eval(
                                    script,
                                    List.of(keys.position(partition), set.apply(partition)),
                                    arguments.apply(partition))));
        }
        List<List<String>> members = new ArrayList<>();
        for (Asked asked : all) {
            switch (asked.answer().join()) {
                case RedisAnswer.Away<List<String>> away -> {
                    meters.redisFailure("list");
                    return new Outcome.Unavailable(away.reason());
                }
                case RedisAnswer.Answered<List<String>>(List<String> found) -> {
                    Optional<String> doubt = doubt(asked, found.getFirst());
                    if (doubt.isPresent()) {
                        return new Outcome.Unavailable(doubt.get());
                    }
                    members.add(found.subList(1, found.size()));
                }
            }
        }
        return new Outcome.Members(members);
    }

    private Optional<String> doubt(Asked asked, String text) {
        Optional<String> position = text.isEmpty() ? Optional.empty() : Optional.of(text);
        highest.saw(asked.partition(), position);
        return ReadRules.doubt(position.flatMap(ViewPosition::parse), asked.highestBefore());
    }

    private CompletableFuture<RedisAnswer<List<String>>> eval(
            String script, List<Object> names, List<String> arguments) {
        Object[] values = arguments.stream().map(text -> text.getBytes(UTF_8)).toArray();
        return redis.ask(
                redisson ->
                        redisson.getScript(ByteArrayCodec.INSTANCE)
                                .<List<byte[]>>evalAsync(
                                        RScript.Mode.READ_ONLY,
                                        script,
                                        RScript.ReturnType.LIST,
                                        names,
                                        values),
                found -> found.stream().map(bytes -> new String(bytes, UTF_8)).toList());
    }
}
