package io.forebay.dispatcher.flight;

import io.forebay.dispatcher.job.Card;
import io.forebay.dispatcher.job.Ended;
import io.forebay.dispatcher.job.Ending;
import io.forebay.dispatcher.job.OpenJob;
import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.id.LetterKey;
import io.forebay.schemas.payload.PayloadKey;
import io.forebay.schemas.wire.DeadLetter;
import io.forebay.schemas.wire.Payload;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Knows which jobs name what lies in the payload store or in a dead letter, and has it discarded
 * with the last one that is deleted or past its time. Only jobs of one flight name the same
 * payload, so that the order of the partition decides who is the last. Confined to the partition's
 * thread.
 */
final class Payloads {

    private final Claims claims;
    private final Flights flights;
    private final Outbox outbox;
    private final long grace;
    private final long deadLetterRetention;

    /**
     * @param grace milliseconds from a job's expiry until nobody looks for its payloads any more
     * @param deadLetterRetention milliseconds for which a dead letter can be run again
     */
    Payloads(Claims claims, Flights flights, Outbox outbox, long grace, long deadLetterRetention) {
        this.claims = claims;
        this.flights = flights;
        this.outbox = outbox;
        this.grace = grace;
        this.deadLetterRetention = deadLetterRetention;
    }

    /** Notes what a job names that has ended; most name nothing. */
    void claim(Ended job) {
        Card card = job.card();
        Stream<Payload> output =
                job.how() instanceof Ending.Succeeded succeeded
                        ? Stream.of(succeeded.output())
                        : Stream.empty();
        claim(
                card.flight(),
                card.id().text(),
                Stream.concat(Stream.of(card.submission().getInput()), output)
                        .flatMap(payload -> key(card.flight(), payload).stream()),
                job.expiresAt() + grace);
    }

    /** The jobs that a dead letter names can be run again from its input. */
    void mourn(LetterKey key, DeadLetter letter) {
        long until = letter.getDiedAt() + deadLetterRetention;
        for (String job : letter.getJobIdsList()) {
            Stream<String> input = key(key.flight(), letter.getItem().getInput()).stream();
            claim(key.flight(), job, Stream.concat(Stream.of(key.text()), input), until);
        }
    }

    private void claim(FlightKey flight, String job, Stream<String> keys, long until) {
        List<String> named = keys.toList();
        if (named.isEmpty()) {
            return;
        }
        Optional<Claim> before = claims.find(flight, job);
        Set<String> all = new LinkedHashSet<>(before.map(Claim::keys).orElse(List.of()));
        all.addAll(named);
        long longest = Math.max(until, before.map(Claim::until).orElse(0L));
        claims.keep(new Claim(flight, job, List.copyOf(all), longest));
    }

    /**
     * A job was submitted again. Its input was put again as well, which nobody names unless the
     * very same record came twice.
     *
     * @param open the job, if it has not ended
     */
    void repeated(Card repeat, Optional<OpenJob> open) {
        Payload input = repeat.submission().getInput();
        boolean needed =
                open.filter(job -> job.card().submission().getInput().equals(input)).isPresent();
        key(repeat.flight(), input)
                .filter(key -> !needed && !claims.name(key))
                .ifPresent(key -> outbox.discard(repeat.id().text(), List.of(key)));
    }

    /** A job is deleted. */
    void release(FlightKey flight, JobId job) {
        claims.find(flight, job.text()).ifPresent(this::release);
    }

    /**
     * Looks at some more claims, and releases those past their time. One whose payloads its flight
     * all needs is left as it is, so that waiting for that writes nothing.
     */
    void tidy(long now, int most) {
        claims.some(most).stream()
                .filter(claim -> claim.hasLapsed(now))
                .filter(claim ->
                        !claim.keys().stream().allMatch(key -> isNeeded(claim.flight(), key)))
                .forEach(this::release);
    }

    /** What another claim names goes with that one; what the flight needs is looked at again. */
    private void release(Claim claim) {
        claims.drop(claim);
        List<String> needed = new ArrayList<>();
        List<String> free = new ArrayList<>();
        for (String key : claim.keys()) {
            if (!claims.name(key)) {
                Optional<LetterKey> letter = LetterKey.parse(claim.flight(), key);
                letter.ifPresent(outbox::burn);
                if (letter.isEmpty()) {
                    (isNeeded(claim.flight(), key) ? needed : free).add(key);
                }
            }
        }
        if (!needed.isEmpty()) {
            claims.keep(new Claim(claim.flight(), claim.job(), needed, 0));
        }
        if (!free.isEmpty()) {
            outbox.discard(claim.job(), free);
        }
    }

    /** Whether the flight itself needs a payload: to run, or to answer repeats with. */
    private boolean isNeeded(FlightKey flight, String key) {
        return switch (flights.find(flight).orElse(null)) {
            case InTheAir _ -> PayloadKey.isInput(key);
            case Landed landed -> landed.output().getRef().getKey().equals(key);
            case null -> false;
        };
    }

    private static Optional<String> key(FlightKey flight, Payload payload) {
        return payload.hasRef() && PayloadKey.isOf(flight, payload.getRef().getKey())
                ? Optional.of(payload.getRef().getKey())
                : Optional.empty();
    }
}
