package io.forebay.results.reader;

import io.forebay.schemas.redis.IndexEntry;
import io.forebay.schemas.redis.RedisKeys;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Lists of jobs from the view in Redis. */
record RedisJobIndex(IndexReads reads, RedisKeys keys, InstantSource clock) implements JobIndex {

    private static final String SCRIPT =
            """
            local found = redis.call(
                'ZREVRANGEBYLEX', KEYS[2], ARGV[1], '-', 'LIMIT', 0, ARGV[2])
            table.insert(found, 1, redis.call('GET', KEYS[1]) or '')
            return found
            """;

    private static final String OPEN =
            """
            return {
              redis.call('GET', KEYS[1]) or '', '' .. redis.call('ZCOUNT', KEYS[2], ARGV[1], '+inf')
            }
            """;

    @Override
    public Page before(String tenant, Optional<IndexEntry> before, int limit) {
        String from = before.map(entry -> "(" + entry.text()).orElse("+");
        return switch (reads.ask(
                SCRIPT,
                partition -> keys.jobs(partition, tenant),
                _ -> List.of(from, Integer.toString(limit + 1)))) {
            case IndexReads.Outcome.Unavailable(String reason) -> new Page.Unavailable(reason);
            case IndexReads.Outcome.Members(List<List<String>> found) -> merge(found, limit);
        };
    }

    @Override
    public OptionalLong open(String tenant) {
        List<String> now = List.of(Long.toString(clock.millis()));
        return switch (reads.ask(OPEN, partition -> keys.open(partition, tenant), _ -> now)) {
            case IndexReads.Outcome.Unavailable _ -> OptionalLong.empty();
            case IndexReads.Outcome.Members(List<List<String>> found) ->
                    OptionalLong.of(
                            found.stream().flatMap(List::stream).mapToLong(Long::parseLong).sum());
        };
    }

    private static Page merge(List<List<String>> found, int limit) {
        List<IndexEntry> newest =
                found.stream()
                        .flatMap(List::stream)
                        .sorted(Comparator.reverseOrder())
                        .limit(limit + 1L)
                        .flatMap(text -> IndexEntry.parse(text).stream())
                        .toList();
        return newest.size() > limit
                ? new Page.Entries(newest.subList(0, limit), true)
                : new Page.Entries(newest, false);
    }
}
