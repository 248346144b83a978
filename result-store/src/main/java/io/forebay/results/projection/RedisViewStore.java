package io.forebay.results.projection;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.forebay.results.redis.RedisAnswer;
import io.forebay.results.redis.RedisClient;
import io.forebay.schemas.redis.RedisKeys;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.redisson.api.RScript;
import org.redisson.client.codec.ByteArrayCodec;

/** The view in Redis 6.2 or newer. Safe for use by several threads. */
final class RedisViewStore implements ViewStore {

    /**
     * KEYS: the position, then the keys to change. ARGV: expected position (empty = none), next
     * position, channel, hint, then for each key its expiry (0 = remove it) and value.
     */
    private static final String SCRIPT =
            """
            local found = redis.call('GET', KEYS[1])
            if (found or '') ~= ARGV[1] then return found end
            for i = 2, #KEYS do
              local expiry, value = ARGV[2 * i + 1], ARGV[2 * i + 2]
              if expiry == '0' then
                redis.call('DEL', KEYS[i])
              else
                redis.call('SET', KEYS[i], value, 'PXAT', expiry)
              end
            end
            redis.call('SET', KEYS[1], ARGV[2])
            if ARGV[4] ~= '' then redis.call('PUBLISH', ARGV[3], ARGV[4]) end
            return found
            """;

    private static final byte[] CHANNEL = RedisKeys.CHANGED_CHANNEL.getBytes(UTF_8);
    private static final byte[] REMOVE = "0".getBytes(UTF_8);
    private static final byte[] NOTHING = new byte[0];

    private final RedisClient redis;
    private final RedisKeys keys;

    RedisViewStore(RedisClient redis, RedisKeys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    @Override
    public CompletableFuture<RedisAnswer<Map<Integer, String>>> positions(
            Collection<Integer> partitions) {
        String[] names = partitions.stream().map(keys::position).toArray(String[]::new);
        return redis.ask(
                redisson -> redisson.getBuckets(ByteArrayCodec.INSTANCE).<byte[]>getAsync(names),
                found -> {
                    Map<Integer, String> positions = new HashMap<>();
                    for (int partition : partitions) {
                        byte[] text = found.get(keys.position(partition));
                        if (text != null) {
                            positions.put(partition, new String(text, UTF_8));
                        }
                    }
                    return positions;
                });
    }

    @Override
    public CompletableFuture<RedisAnswer<Optional<String>>> apply(ViewBatch batch) {
        List<Object> names = new ArrayList<>(1 + batch.changes().size());
        List<byte[]> values = new ArrayList<>(4 + 2 * batch.changes().size());
        names.add(keys.position(batch.partition()));
        values.add(batch.expected().orElse("").getBytes(UTF_8));
        values.add(batch.next().text().getBytes(UTF_8));
        values.add(CHANNEL);
        values.add(String.join(" ", batch.changedIds()).getBytes(UTF_8));
        for (ViewChange change : batch.changes()) {
            names.add(change.key());
            switch (change) {
                case ViewChange.Put put -> {
                    values.add(Long.toString(put.expiresAt()).getBytes(UTF_8));
                    values.add(put.value().toByteArray());
                }
                case ViewChange.Remove _ -> {
                    values.add(REMOVE);
                    values.add(NOTHING);
                }
            }
        }
        return redis.ask(
                redisson ->
                        redisson.getScript(ByteArrayCodec.INSTANCE)
                                .<byte[]>evalAsync(
                                        RScript.Mode.READ_WRITE,
                                        SCRIPT,
                                        RScript.ReturnType.VALUE,
                                        names,
                                        values.toArray()),
                found -> Optional.ofNullable(found).map(text -> new String(text, UTF_8)));
    }
}
