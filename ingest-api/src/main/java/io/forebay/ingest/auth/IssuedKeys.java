package io.forebay.ingest.auth;

import io.forebay.schemas.wire.ApiKeyEnd;
import io.forebay.schemas.wire.ApiKeyRecord;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The issued keys as far as this node has read their log. Records may come in any order. Safe for
 * use by several threads.
 */
public final class IssuedKeys {

    private static final String END = "/end";

    private final Map<String, ApiKeyRecord> records = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** The record's key of a key's end. */
    public static String endKey(String id) {
        return id + END;
    }

    /**
     * Takes in one record of the log.
     *
     * @param record null for a tombstone
     */
    public void accept(String key, @Nullable ApiKeyRecord record) {
        if (record == null) {
            records.remove(key);
        } else {
            records.put(key, record);
        }
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    public Optional<IssuedKey> find(String id) {
        ApiKeyRecord known = records.get(id);
        if (known == null || !known.hasKey()) {
            return Optional.empty();
        }
        ApiKeyRecord end = records.get(endKey(id));
        return Optional.of(
                new IssuedKey(
                        known.getKey(),
                        end == null ? ApiKeyEnd.getDefaultInstance() : end.getEnd()));
    }

    /** A tenant's keys, the oldest first; those that have ended too. */
    public List<IssuedKey> of(String tenant) {
        return all().stream().filter(key -> key.tenant().equals(tenant)).toList();
    }

    /** Every key, the oldest first; those that have ended too. */
    public Collection<IssuedKey> all() {
        return records.values().stream()
                .filter(ApiKeyRecord::hasKey)
                .flatMap(record -> find(record.getKey().getId()).stream())
                .sorted(
                        Comparator.comparingLong((IssuedKey key) -> key.definition().getCreatedAt())
                                .thenComparing(IssuedKey::id))
                .toList();
    }

    /** Waits until it is so; false when the patience has ended before. */
    public boolean await(BooleanSupplier so, Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        lock.lock();
        try {
            while (!so.getAsBoolean()) {
                if (changed.awaitNanos(until - System.nanoTime()) <= 0) {
                    return so.getAsBoolean();
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
