package io.forebay.results.projection;

import io.forebay.results.redis.RedisAnswer;
import io.forebay.schemas.redis.RedisKeys;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** A view in memory, which can be lost, fall back and go away. */
final class FakeViewStore implements ViewStore {

    private final RedisKeys keys;
    private final Map<String, String> values = new HashMap<>();
    private final List<String> hints = new ArrayList<>();
    private final List<ViewBatch> applied = new ArrayList<>();
    private final Map<String, TreeMap<String, Long>> lists = new HashMap<>();
    private boolean away;
    private int answersToLose;

    FakeViewStore(RedisKeys keys) {
        this.keys = keys;
    }

    void away(boolean now) {
        away = now;
    }

    /** The next so many batches are applied, but nobody hears of it. */
    void loseAnswers(int count) {
        answersToLose = count;
    }

    void flush() {
        values.clear();
    }

    Map<String, String> copy() {
        return Map.copyOf(values);
    }

    void fallBackTo(Map<String, String> copy) {
        values.clear();
        values.putAll(copy);
    }

    void set(String key, String value) {
        values.put(key, value);
    }

    Optional<String> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** The members of a list, with their scores. */
    Map<String, Long> list(String key) {
        return lists.getOrDefault(key, new TreeMap<>());
    }

    Optional<String> position(int partition) {
        return get(keys.position(partition));
    }

    List<ViewBatch> applied() {
        return applied;
    }

    List<String> hints() {
        return hints;
    }

    @Override
    public CompletableFuture<RedisAnswer<Map<Integer, String>>> positions(
            Collection<Integer> partitions) {
        if (away) {
            return CompletableFuture.completedFuture(new RedisAnswer.Away<>("away"));
        }
        Map<Integer, String> positions = new HashMap<>();
        for (int partition : partitions) {
            position(partition).ifPresent(text -> positions.put(partition, text));
        }
        return CompletableFuture.completedFuture(new RedisAnswer.Answered<>(positions));
    }

    @Override
    public CompletableFuture<RedisAnswer<Optional<String>>> apply(ViewBatch batch) {
        if (away) {
            return CompletableFuture.completedFuture(new RedisAnswer.Away<>("away"));
        }
        Optional<String> found = position(batch.partition());
        if (found.equals(batch.expected())) {
            write(batch);
        }
        if (answersToLose > 0) {
            answersToLose--;
            return CompletableFuture.completedFuture(new RedisAnswer.Away<>("answer lost"));
        }
        return CompletableFuture.completedFuture(new RedisAnswer.Answered<>(found));
    }

    private void write(ViewBatch batch) {
        for (ViewChange change : batch.changes()) {
            switch (change) {
                case ViewChange.Put put ->
                        values.put(
                                put.key(),
                                put.value().toString(java.nio.charset.StandardCharsets.ISO_8859_1));
                case ViewChange.Field field ->
                        values.put(
                                field.key() + " " + field.field(),
                                field.value()
                                        .toString(java.nio.charset.StandardCharsets.ISO_8859_1));
                case ViewChange.Enlist entry ->
                        values.merge(entry.key(), entry.member(), (all, one) -> all + "\n" + one);
                case ViewChange.Remove remove -> values.remove(remove.key());
                case ViewChange.Enter enter ->
                        lists.computeIfAbsent(enter.key(), _ -> new TreeMap<>())
                                .put(enter.member(), enter.score());
                case ViewChange.Leave leave ->
                        lists.getOrDefault(leave.key(), new TreeMap<>()).remove(leave.member());
            }
        }
        values.put(keys.position(batch.partition()), batch.next().text());
        if (!batch.changedIds().isEmpty()) {
            hints.add(String.join(" ", batch.changedIds()));
        }
        applied.add(batch);
    }
}
