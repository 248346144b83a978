package io.forebay.loadtests.torture.client;

import io.forebay.loadtests.calls.Nodes;
import io.forebay.loadtests.calls.Outcome;
import io.forebay.loadtests.check.Expected;
import io.forebay.loadtests.history.History;
import io.forebay.loadtests.history.Kind;
import io.forebay.loadtests.history.Value;
import io.forebay.loadtests.history.What;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Offers a job until it is accepted, as a careful client does: under one Idempotency-Key, at
 * another node after every failure. Safe for use by several threads.
 *
 * @param givingUp whether it is no use any more
 */
record Submitter(History history, Nodes nodes, BooleanSupplier givingUp) {

    private static final long PAUSE_MILLIS = 250;
    private static final long MOST_PAUSES = 8;

    /** How an attempt went. */
    private sealed interface Answer {

        record Taken(String job) implements Answer {}

        record Refused() implements Answer {}

        record Unclear() implements Answer {}
    }

    /** The job's id; empty when it was refused, or given up. */
    Optional<AcceptedJob> submit(Offer offer) throws InterruptedException {
        for (int attempt = 0; !givingUp.getAsBoolean(); attempt++) {
            switch (attempt(offer, offer.number() + attempt)) {
                case Answer.Taken(String job) -> {
                    return Optional.of(new AcceptedJob(offer, job));
                }
                case Answer.Refused _ -> {
                    return Optional.empty();
                }
                case Answer.Unclear _ ->
                        TimeUnit.MILLISECONDS.sleep(
                                PAUSE_MILLIS * Math.min(MOST_PAUSES, 1 + attempt));
            }
        }
        return Optional.empty();
    }

    /** Offers an accepted job once more, as a client does that has lost the answer. */
    void again(AcceptedJob job) throws InterruptedException {
        attempt(job.offer(), job.offer().number() + 1);
    }

    /** Asks for the end of a job. */
    void cancel(AcceptedJob job) throws InterruptedException {
        Offer offer = job.offer();
        note(offer, job.id(), Kind.INVOKE, What.CANCEL, Value.NONE);
        Outcome outcome =
                nodes.post(
                        offer.number(),
                        job.apiKey(),
                        job.path() + "/cancel",
                        "{}",
                        java.util.Map.of());
        switch (outcome) {
            case Outcome.Answered answer ->
                    note(
                            offer,
                            job.id(),
                            answer.status() < 300 ? Kind.OK : Kind.FAIL,
                            What.CANCEL,
                            Value.detail(answer.status() + " " + answer.code()));
            case Outcome.Unknown(String reason) ->
                    note(offer, job.id(), Kind.INFO, What.CANCEL, Value.detail(reason));
        }
    }

    private Answer attempt(Offer offer, int node) throws InterruptedException {
        boolean told = !offer.callback().isEmpty();
        note(
                offer,
                "",
                Kind.INVOKE,
                What.SUBMIT,
                Value.offer(offer.expected().name(), offer.deadline(), told));
        Outcome outcome =
                nodes.post(
                        node, offer.tenant().text(), offer.path(), offer.body(), offer.headers());
        return switch (outcome) {
            case Outcome.Answered answer -> judge(offer, answer);
            case Outcome.Unknown(String reason) -> {
                note(offer, "", Kind.INFO, What.SUBMIT, Value.detail(reason));
                yield new Answer.Unclear();
            }
        };
    }

    private Answer judge(Offer offer, Outcome.Answered answer) {
        String words = answer.status() + " " + answer.code();
        if (answer.status() == 202 || answer.status() == 200) {
            String job = answer.json().path("id").asText();
            // A cache hit is answered with the whole job, as any reader would show it.
            note(offer, job, Kind.OK, What.SUBMIT, Sightings.of(answer.json()).withDetail(words));
            return new Answer.Taken(job);
        }
        if (answer.status() >= 500 || answer.status() == 429) {
            // A broker that did not acknowledge may have the record all the same.
            note(offer, "", Kind.INFO, What.SUBMIT, Value.detail(words));
            return new Answer.Unclear();
        }
        note(offer, "", Kind.FAIL, What.SUBMIT, Value.detail(words));
        if (offer.expected() != Expected.HURRIED) {
            throw new IllegalStateException(
                    "job %s was refused with %s: %s".formatted(offer.key(), words, answer.body()));
        }
        return new Answer.Refused();
    }

    private void note(Offer offer, String job, Kind kind, What what, Value value) {
        history.add(
                "client-" + offer.number(),
                kind,
                what,
                offer.tenant().tenant(),
                offer.key(),
                job,
                value);
    }
}
