package io.forebay.dispatcher.streams;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a stream thread commits what somebody waits for: as soon as it has nothing else to do, if
 * the last commit ended at least as long ago as it took. Confined to that thread.
 *
 * <p>So a job that comes alone is committed at once; a thread that idles spends at most half of its
 * time on commits, whatever one costs on its cluster; and one that always has records at hand never
 * stops for them: for it, and at the latest, Kafka Streams commits with its interval.
 */
final class CommitCycle {

    private @Nullable Runnable request;
    private @Nullable Instant began;
    private Instant ended = Instant.EPOCH;
    private Duration took = Duration.ZERO;

    /** Something is waited for that a commit would show; {@code commit} asks for one. */
    void awaited(Runnable commit) {
        request = commit;
    }

    /** Whether nothing is waited for since the last commit. */
    boolean isClean() {
        return request == null;
    }

    /** A commit begins; later calls before its end say nothing new. */
    void begins(Instant now) {
        if (began == null) {
            began = now;
        }
    }

    /** A commit has ended. */
    void ends(Instant now) {
        took = began == null ? Duration.ZERO : Duration.between(began, now);
        began = null;
        request = null;
        ended = now;
    }

    /** How long it is until a commit is due; zero = it is. */
    Duration rest(Instant now) {
        Duration rest = Duration.between(now, ended.plus(took));
        return rest.isNegative() ? Duration.ZERO : rest;
    }

    /** Asks for a commit of what is waited for; once, since what hinders one may last. */
    void ask() {
        if (request != null) {
            request.run();
            request = null;
        }
    }
}
