package io.forebay.ingest.deadletter;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The newest heads, up to a number. Safe for use by several threads. */
final class LetterIndex {

    private final int most;
    private final TreeSet<LetterHead> newestFirst = new TreeSet<>(LetterHead.NEWEST_FIRST);
    private final Map<LetterId, LetterHead> byId = new HashMap<>();
    private final Map<String, LetterHead> byJob = new HashMap<>();
    private final Map<LetterId, ByteString> keys = new HashMap<>();
    private final Map<ByteString, LetterHead> byKey = new HashMap<>();

    LetterIndex(int most) {
        this.most = most;
    }

    /**
     * @param key of its record
     */
    synchronized void add(ByteString key, LetterHead head) {
        if (byId.putIfAbsent(head.id(), head) != null) {
            return;
        }
        keys.put(head.id(), key);
        byKey.put(key, head);
        newestFirst.add(head);
        head.jobIds().forEach(job -> byJob.merge(job, head, LetterIndex::newer));
        if (newestFirst.size() > most) {
            forget(newestFirst.last());
        }
    }

    /** There is no letter of that key any more. */
    synchronized void remove(ByteString key) {
        LetterHead head = byKey.get(key);
        if (head != null) {
            forget(head);
        }
    }

    synchronized Optional<LetterHead> find(LetterId id) {
        return Optional.ofNullable(byId.get(id));
    }

    synchronized Optional<LetterHead> ofJob(String jobId) {
        return Optional.ofNullable(byJob.get(jobId));
    }

    synchronized List<LetterHead> list(
            Predicate<LetterHead> wanted, Optional<LetterId> behind, int limit) {
        LetterHead last = behind.map(byId::get).orElse(null);
        if (behind.isPresent() && last == null) {
            // It has left, and so has every older one.
            return List.of();
        }
        List<LetterHead> found = new ArrayList<>();
        for (LetterHead head : last == null ? newestFirst : newestFirst.tailSet(last, false)) {
            if (found.size() == limit) {
                break;
            }
            if (wanted.test(head)) {
                found.add(head);
            }
        }
        return List.copyOf(found);
    }

    private void forget(LetterHead head) {
        newestFirst.remove(head);
        byId.remove(head.id());
        byKey.remove(keys.remove(head.id()), head);
        head.jobIds().forEach(job -> byJob.remove(job, head));
    }

    private static LetterHead newer(LetterHead one, LetterHead other) {
        return LetterHead.NEWEST_FIRST.compare(one, other) <= 0 ? one : other;
    }
}
