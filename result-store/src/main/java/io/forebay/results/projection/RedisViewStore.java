package io.forebay.results.projection;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.forebay.results.redis.RedisAnswer;
import io.forebay.results.redis.RedisClient;
import io.forebay.schemas.redis.RedisKeys;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import org.redisson.api.RScript;
import org.redisson.client.codec.ByteArrayCodec;

/** The view in Redis 6.2 or newer. Safe for use by several threads. */
final class RedisViewStore implements ViewStore {

    /**
     * KEYS: the position, then the keys to change. ARGV: expected position (empty = none), next
     * position, two channels with a hint each, then for each key what to do, its expiry, a score or
     * the field of a hash, and a value.
     */
    private static final String SCRIPT =
            """
            local found = redis.call('GET', KEYS[1])
            if (found or '') ~= ARGV[1] then return found end
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            for i = 2, #KEYS do
              local at = 4 * i - 1
              local what, expiry, name, value = ARGV[at], ARGV[at + 1], ARGV[at + 2], ARGV[at + 3]
              if what == 'put' then
                redis.call('SET', KEYS[i], value, 'PXAT', expiry)
              elseif what == 'field' then
                redis.call('HSET', KEYS[i], name, value)
                redis.call('PEXPIREAT', KEYS[i], expiry)
              elseif what == 'remove' then
                redis.call('DEL', KEYS[i])
              elseif what == 'enter' then
                redis.call('ZADD', KEYS[i], name, value)
                if redis.call('PTTL', KEYS[i]) < expiry - now then
                  redis.call('PEXPIREAT', KEYS[i], expiry)
                end
              elseif what == 'list' then
                redis.call('ZADD', KEYS[i], name, value)
                local jobs = string.match(KEYS[i], '^fb:{%d+}:') .. 'job:'
                for _, member in ipairs(redis.call('ZRANGE', KEYS[i], 0, 1)) do
                  if redis.call('EXISTS', jobs .. string.sub(member, 15)) == 0 then
                    redis.call('ZREM', KEYS[i], member)
                  end
                end
                if redis.call('PTTL', KEYS[i]) < expiry - now then
                  redis.call('PEXPIREAT', KEYS[i], expiry)
                end
              else
                redis.call('ZREM', KEYS[i], value)
              end
            end
            redis.call('SET', KEYS[1], ARGV[2])
            if ARGV[4] ~= '' then redis.call('PUBLISH', ARGV[3], ARGV[4]) end
            if ARGV[6] ~= '' then redis.call('PUBLISH', ARGV[5], ARGV[6]) end
            return found
            """;

    private static final byte[] CHANNEL = RedisKeys.CHANGED_CHANNEL.getBytes(UTF_8);
    private static final byte[] COMPLETED_CHANNEL = RedisKeys.COMPLETED_CHANNEL.getBytes(UTF_8);
    private static final byte[] LIST = "list".getBytes(UTF_8);
    private static final byte[] PUT = "put".getBytes(UTF_8);
    private static final byte[] FIELD = "field".getBytes(UTF_8);
    private static final byte[] REMOVE = "remove".getBytes(UTF_8);
    private static final byte[] ENTER = "enter".getBytes(UTF_8);
    private static final byte[] LEAVE = "leave".getBytes(UTF_8);
    private static final byte[] NOTHING = new byte[0];

    private final RedisClient redis;
    private final IntFunction<String> position;

    /** The view of jobs. */
    RedisViewStore(RedisClient redis, RedisKeys keys) {
        this(redis, keys::position);
    }

    /**
     * @param position the key under which the position of a partition lies
     */
    RedisViewStore(RedisClient redis, IntFunction<String> position) {
        this.redis = redis;
        this.position = position;
    }

    @Override
    public CompletableFuture<RedisAnswer<Map<Integer, String>>> positions(
            Collection<Integer> partitions) {
        String[] names = partitions.stream().map(position::apply).toArray(String[]::new);
        return redis.ask(
                redisson -> redisson.getBuckets(ByteArrayCodec.INSTANCE).<byte[]>getAsync(names),
                found -> {
                    Map<Integer, String> positions = new HashMap<>();
                    for (int partition : partitions) {
                        byte[] text = found.get(position.apply(partition));
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
        List<byte[]> values = new ArrayList<>(6 + 4 * batch.changes().size());
        names.add(position.apply(batch.partition()));
        values.add(batch.expected().orElse("").getBytes(UTF_8));
        values.add(batch.next().text().getBytes(UTF_8));
        values.add(CHANNEL);
        values.add(String.join(" ", batch.changedIds()).getBytes(UTF_8));
        values.add(COMPLETED_CHANNEL);
        values.add(String.join("\n", tenants(batch)).getBytes(UTF_8));
        for (ViewChange change : batch.changes()) {
            names.add(change.key());
            switch (change) {
                case ViewChange.Put put ->
                        values.addAll(
                                List.of(
                                        PUT,
                                        text(put.expiresAt()),
                                        NOTHING,
                                        put.value().toByteArray()));
                case ViewChange.Field field ->
                        values.addAll(
                                List.of(
                                        FIELD,
                                        text(field.expiresAt()),
                                        field.field().getBytes(UTF_8),
                                        field.value().toByteArray()));
                case ViewChange.Remove _ ->
                        values.addAll(List.of(REMOVE, NOTHING, NOTHING, NOTHING));
                case ViewChange.Enter enter ->
                        values.addAll(
                                List.of(
                                        ENTER,
                                        text(enter.expiresAt()),
                                        text(enter.score()),
                                        enter.member().getBytes(UTF_8)));
                case ViewChange.Enlist entry ->
                        values.addAll(
                                List.of(
                                        LIST,
                                        text(entry.expiresAt()),
                                        text(entry.score()),
                                        entry.member().getBytes(UTF_8)));
                case ViewChange.Leave leave ->
                        values.addAll(
                                List.of(LEAVE, NOTHING, NOTHING, leave.member().getBytes(UTF_8)));
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

    private static Set<String> tenants(ViewBatch batch) {
        Set<String> tenants = new LinkedHashSet<>();
        for (ViewChange change : batch.changes()) {
            if (change instanceof ViewChange.Enlist entry && !entry.tells().isEmpty()) {
                tenants.add(entry.tells());
            }
        }
        return tenants;
    }

    private static byte[] text(long number) {
        return Long.toString(number).getBytes(UTF_8);
    }
}
