package io.forebay.ingest.http;

import io.forebay.ingest.admission.Quotas;
import io.forebay.ingest.deadletter.DeadLetterBox;
import io.forebay.ingest.deadletter.DeadLettersUnavailableException;
import io.forebay.ingest.deadletter.Letter;
import io.forebay.ingest.deadletter.LetterHead;
import io.forebay.ingest.deadletter.LetterId;
import io.forebay.ingest.options.IdempotencyKey;
import io.forebay.ingest.options.Preference;
import io.forebay.ingest.problem.InputError;
import io.forebay.ingest.problem.Refusal;
import io.forebay.ingest.problem.RefusedException;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.id.JobIdMint;
import io.forebay.schemas.problem.ProblemCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Shows what died, and runs it again. A tenant sees the letters that one of its jobs waited for,
 * and of those jobs only its own.
 */
record DeadLetterEndpoints(
        DeadLetterBox box,
        JobIdMint mint,
        Quotas quotas,
        Redrive redrive,
        LetterWriter writer,
        JobAnswers answers) {

    static final String LETTER = "letter";

    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final int USUAL = 50;
    private static final int MOST = 100;

    /** {@code GET /v1/dead-letters}. */
    Answer list(Call call) {
        requireComplete();
        int limit = limit(call);
        Optional<LetterId> behind = call.query("cursor").map(DeadLetterEndpoints::cursor);
        Optional<String> model = call.query("model");
        List<LetterHead> heads =
                box.list(
                        head ->
                                model.filter(name -> !name.equals(head.model())).isEmpty()
                                        && !own(head, call.tenant()).isEmpty(),
                        behind,
                        limit + 1);
        boolean more = heads.size() > limit;
        List<LetterHead> shown = more ? heads.subList(0, limit) : heads;
        return Answer.json(
                200,
                out -> {
                    out.writeStartObject();
                    out.writeStringField("object", "list");
                    out.writeArrayFieldStart("data");
                    for (LetterHead head : shown) {
                        writer.head(out, head, own(head, call.tenant()));
                    }
                    out.writeEndArray();
                    out.writeStringField("nextCursor", more ? shown.getLast().id().text() : null);
                    out.writeEndObject();
                });
    }

    /** {@code GET /v1/dead-letters/{letter}}. */
    Answer show(Call call) {
        LetterHead head = head(call);
        Letter letter = open(head);
        return Answer.json(200, out -> writer.whole(out, head, own(head, call.tenant()), letter));
    }

    /** {@code POST /v1/dead-letters/{letter}/redrive}. */
    Answer redrive(Call call) {
        LetterHead head = head(call);
        JobId dead = own(head, call.tenant()).getFirst();
        return again(call, head, dead);
    }

    /** {@code POST /v1/jobs/{id}/redrive}. */
    Answer redriveJob(Call call) {
        JobId id =
                JobId.parse(call.part(JobEndpoints.ID))
                        .filter(one -> mint.isGenuine(one, call.tenant()))
                        .orElseThrow(() ->
                                new RefusedException(
                                        ProblemCode.UNKNOWN_JOB, "the tenant has no such job"));
        Optional<LetterHead> head = box.ofJob(id.text());
        if (head.isEmpty()) {
            requireComplete();
            throw Refusal.of(
                            ProblemCode.NOT_REDRIVABLE,
                            "no dead letter has its input: only a job that used up its attempts can be redriven; submit others again")
                    .about(id)
                    .toException();
        }
        return again(call, head.get(), id);
    }

    private Answer again(Call call, LetterHead head, JobId dead) {
        quotas.admit(call.tenant())
                .ifPresent(refusal -> {
                    throw refusal.toException();
                });
        Optional<IdempotencyKey> key =
                call.header(IdempotencyKey.HEADER).map(IdempotencyKey::parse);
        return answers.submitted(
                redrive.of(open(head).letter(), call.tenant(), dead, key), Preference.NONE);
    }

    private LetterHead head(Call call) {
        return LetterId.parse(call.part(LETTER))
                .flatMap(box::find)
                .filter(head -> !own(head, call.tenant()).isEmpty())
                .orElseThrow(() -> {
                    requireComplete();
                    return unknown();
                });
    }

    private Letter open(LetterHead head) {
        try {
            return box.open(head.id()).orElseThrow(DeadLetterEndpoints::unknown);
        } catch (DeadLettersUnavailableException e) {
            throw Refusal.of(ProblemCode.NOT_READY, String.valueOf(e.getMessage()))
                    .retryAfter(RETRY)
                    .toException();
        }
    }

    /** The jobs of the tenant that waited. */
    private List<JobId> own(LetterHead head, String tenant) {
        return head.jobIds().stream()
                .flatMap(text -> JobId.parse(text).stream())
                .filter(id -> mint.isGenuine(id, tenant))
                .toList();
    }

    private void requireComplete() {
        if (!box.isComplete()) {
            throw Refusal.of(ProblemCode.NOT_READY, "the dead letters are being read")
                    .retryAfter(RETRY)
                    .toException();
        }
    }

    private static RuntimeException unknown() {
        return new RefusedException(
                ProblemCode.UNKNOWN_DEAD_LETTER, "the tenant has no such dead letter");
    }

    private static LetterId cursor(String text) {
        return LetterId.parse(text)
                .orElseThrow(() ->
                        Refusal.of(
                                        ProblemCode.MALFORMED_REQUEST,
                                        InputError.parameter(
                                                "cursor", "expected the nextCursor of this list"))
                                .toException());
    }

    private static int limit(Call call) {
        String text = call.query("limit").orElse(Integer.toString(USUAL));
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // Refused below, like a number that is none of those.
        }
        throw Refusal.of(
                        ProblemCode.MALFORMED_REQUEST,
                        InputError.parameter("limit", "expected 1 to " + MOST))
                .toException();
    }
}
