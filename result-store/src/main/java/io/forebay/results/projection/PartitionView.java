package io.forebay.results.projection;

import io.forebay.schemas.redis.ViewPosition;
import java.time.Instant;
import java.util.Optional;

/** What the projection knows of the view of one partition that is assigned to it. */
sealed interface PartitionView {

    /**
     * Where to go on is not known: Redis has to be asked, or did not answer. Nothing is fetched
     * meanwhile.
     *
     * @param tries that failed so far
     */
    record Locating(int tries, Instant retryAt) implements PartitionView {}

    /**
     * The log is applied.
     *
     * @param expected the position's text in Redis, as far as is known; empty when there is none
     * @param next the first offset that is not applied
     * @param rebuild while the view is not whole
     */
    record Following(Optional<String> expected, long next, Optional<Rebuild> rebuild)
            implements PartitionView {

        static Following from(Resume resume, Optional<String> found, Instant now) {
            return switch (resume) {
                case Resume.Follow follow ->
                        new Following(found, follow.offset(), Optional.empty());
                case Resume.Rebuild begun ->
                        new Following(
                                found,
                                begun.offset(),
                                Optional.of(
                                        new Rebuild(begun.offset(), begun.target(), 0, now, now)));
            };
        }

        /** What to write beside the view when it has come to an offset. */
        ViewPosition positionAt(long offset) {
            return new ViewPosition(
                    offset, rebuild.map(running -> offset >= running.target()).orElse(true));
        }

        /** Whether Redis says something else than what is so, for readers to know. */
        boolean mustAnnounce() {
            return !expected.equals(Optional.of(positionAt(next).text()));
        }

        /** After a batch was applied. */
        Following wrote(ViewPosition position, int records) {
            return new Following(
                    Optional.of(position.text()),
                    position.nextOffset(),
                    position.live()
                            ? Optional.empty()
                            : rebuild.map(running -> running.plus(records)));
        }

        Following logged(Instant now) {
            return new Following(expected, next, rebuild.map(running -> running.logged(now)));
        }
    }

    /**
     * A rebuild on its way.
     *
     * @param begin where it began here
     * @param target where the view is whole
     * @param records applied so far
     * @param startedAt when it began here
     * @param loggedAt when its progress was last told
     */
    record Rebuild(long begin, long target, long records, Instant startedAt, Instant loggedAt) {

        Rebuild plus(int more) {
            return new Rebuild(begin, target, records + more, startedAt, loggedAt);
        }

        Rebuild logged(Instant now) {
            return new Rebuild(begin, target, records, startedAt, now);
        }
    }
}
