package io.forebay.results.reader;

import io.forebay.schemas.redis.IndexEntry;
import io.forebay.schemas.redis.RedisKeys;
import io.forebay.schemas.redis.ViewPosition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/** Feeds from the view in Redis. */
final class RedisFeed implements Feed {

    private static final String SCRIPT =
            """
            local found = redis.call(
                'ZRANGEBYSCORE', KEYS[2], ARGV[1], '+inf', 'WITHSCORES', 'LIMIT', 0, ARGV[2])
            table.insert(found, 1, redis.call('GET', KEYS[1]) or '')
            return found
            """;

    private final IndexReads reads;
    private final View view;
    private final RedisKeys keys;
    private final FeedWatches watches;

    RedisFeed(IndexReads reads, View view, RedisKeys keys, FeedWatches watches) {
        this.reads = reads;
        this.view = view;
        this.keys = keys;
        this.watches = watches;
    }

    @Override
    public Slice read(String tenant, FeedPosition after, int limit) {
        return switch (reads.ask(
                SCRIPT,
                partition -> keys.feed(partition, tenant),
                partition ->
                        List.of(Long.toString(after.of(partition)), Integer.toString(limit + 1)))) {
            case IndexReads.Outcome.Unavailable(String reason) -> new Slice.Unavailable(reason);
            case IndexReads.Outcome.Members(List<List<String>> found) -> merge(found, limit);
        };
    }

    @Override
    public Optional<FeedPosition> end() {
        return view.positions().flatMap(this::end);
    }

    @Override
    public FeedPosition begin() {
        return FeedPosition.zero(keys.partitions());
    }

    @Override
    public Watch watch(String tenant) {
        return watches.watch(tenant);
    }

    private Optional<FeedPosition> end(Map<Integer, String> positions) {
        List<Long> next = new ArrayList<>();
        for (int partition = 0; partition < keys.partitions(); partition++) {
            Optional<ViewPosition> position =
                    ViewPosition.parse(positions.getOrDefault(partition, ""))
                            .filter(ViewPosition::live);
            if (position.isEmpty()) {
                return Optional.empty();
            }
            next.add(position.get().nextOffset());
        }
        return Optional.of(new FeedPosition(next));
    }

    /** By the heads of the partitions, so that the order within each is kept whatever the times. */
    private static Slice merge(List<List<String>> found, int limit) {
        PriorityQueue<Deque<Entry>> heads =
                new PriorityQueue<>(
                        Comparator.comparingLong(
                                        (Deque<Entry> queue) -> queue.getFirst().job().at())
                                .thenComparingInt(queue -> queue.getFirst().partition()));
        for (int partition = 0; partition < found.size(); partition++) {
            Deque<Entry> entries = entries(partition, found.get(partition));
            if (!entries.isEmpty()) {
                heads.add(entries);
            }
        }
        List<Entry> merged = new ArrayList<>();
        while (merged.size() < limit && !heads.isEmpty()) {
            Deque<Entry> head = heads.remove();
            merged.add(head.removeFirst());
            if (!head.isEmpty()) {
                heads.add(head);
            }
        }
        return new Slice.Entries(merged, !heads.isEmpty());
    }

    private static Deque<Entry> entries(int partition, List<String> members) {
        Deque<Entry> entries = new ArrayDeque<>();
        for (int at = 0; at + 1 < members.size(); at += 2) {
            long offset = (long) Double.parseDouble(members.get(at + 1));
            IndexEntry.parse(members.get(at))
                    .ifPresent(job -> entries.add(new Entry(partition, offset, job)));
        }
        return entries;
    }
}
