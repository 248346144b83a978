package io.forebay.ingest.http;

import io.forebay.ingest.cursor.CursorSeal;
import io.forebay.ingest.problem.InputError;
import io.forebay.ingest.problem.Refusal;
import io.forebay.results.reader.JobIndex;
import io.forebay.results.reader.JobReader;
import io.forebay.results.reader.Reading;
import io.forebay.schemas.document.JobStates;
import io.forebay.schemas.document.JobWriter;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.redis.IndexEntry;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.State;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/jobs}: a tenant's jobs, newest first, without their outputs. */
record JobListEndpoint(
        JobReader reader, JobWriter writer, CursorSeal seal, Paging paging, Whose whose)
        implements Endpoint {

    private static final String LIST = "jobs";
    private static final Duration RETRY = Duration.ofSeconds(1);

    /** Jobs looked at for one answer at most: a rare state must not cost the whole list. */
    private static final int MOST_LOOKED_AT = 2000;

    /** What was found, and behind which entry the list goes on; null when that was all. */
    private record Found(List<JobState> jobs, @Nullable IndexEntry last) {}

    @Override
    public Answer answer(Call call) {
        String tenant = whose.tenant(call);
        Found found = find(call, tenant, filter(call), paging.limit(call));
        return Answer.json(
                200,
                out -> {
                    out.writeStartObject();
                    out.writeStringField("object", "list");
                    out.writeArrayFieldStart("data");
                    for (JobState job : found.jobs()) {
                        writer.write(out, job);
                    }
                    out.writeEndArray();
                    IndexEntry last = found.last();
                    if (last == null) {
                        out.writeNullField("nextCursor");
                    } else {
                        byte[] place = last.text().getBytes(StandardCharsets.US_ASCII);
                        out.writeStringField("nextCursor", seal.seal(LIST, tenant, place));
                    }
                    out.writeEndObject();
                });
    }

    private Found find(Call call, String tenant, Predicate<JobState> wanted, int limit) {
        List<JobState> jobs = new ArrayList<>();
        Optional<IndexEntry> place = call.query("cursor").map(text -> place(text, tenant));
        for (int looked = 0; looked < MOST_LOOKED_AT; looked += limit) {
            JobIndex.Page.Entries page = page(tenant, place, limit);
            Map<JobId, Reading> readings =
                    reader.read(page.entries().stream().map(IndexEntry::id).toList());
            for (IndexEntry entry : page.entries()) {
                place = Optional.of(entry);
                shown(readings.get(entry.id())).filter(wanted).ifPresent(jobs::add);
                if (jobs.size() == limit) {
                    boolean all = !page.more() && entry.equals(page.entries().getLast());
                    return new Found(jobs, all ? null : entry);
                }
            }
            if (!page.more()) {
                return new Found(jobs, null);
            }
        }
        return new Found(jobs, place.orElse(null));
    }

    private static Optional<JobState> shown(@Nullable Reading reading) {
        return switch (reading) {
            case Reading.Found(JobState job) -> Optional.of(job.toBuilder().clearOutput().build());
            case Reading.Deleted _ -> Optional.empty();
            case Reading.NotRecorded _ -> Optional.empty();
            case Reading.Unavailable(String reason) -> throw unavailable(reason);
            case null -> throw unavailable("nobody answered");
        };
    }

    private JobIndex.Page.Entries page(String tenant, Optional<IndexEntry> before, int limit) {
        return switch (reader.index().before(tenant, before, limit)) {
            case JobIndex.Page.Entries entries -> entries;
            case JobIndex.Page.Unavailable(String reason) -> throw unavailable(reason);
        };
    }

    private IndexEntry place(String cursor, String tenant) {
        return seal.open(LIST, tenant, cursor)
                .map(bytes -> new String(bytes, StandardCharsets.US_ASCII))
                .flatMap(IndexEntry::parse)
                .orElseThrow(() ->
                        Refusal.of(
                                        ProblemCode.INVALID_CURSOR,
                                        InputError.parameter(
                                                "cursor",
                                                "expected the nextCursor of this tenant's list"))
                                .toException());
    }

    private static Predicate<JobState> filter(Call call) {
        Optional<String> state = call.query("state");
        if (state.isPresent() && states().stream().noneMatch(state.get()::equals)) {
            throw Paging.refused("state", "expected one of " + String.join(", ", states()));
        }
        Optional<String> model = call.query("model");
        Optional<Map.Entry<String, String>> pair =
                call.query("metadata").map(JobListEndpoint::pair);
        return job ->
                state.filter(name -> !name.equals(JobStates.name(job.getState()))).isEmpty()
                        && model.filter(name -> !name.equals(job.getModel().getName())).isEmpty()
                        && pair.filter(wanted ->
                                        !wanted.getValue()
                                                .equals(
                                                        job.getMetadataOrDefault(
                                                                wanted.getKey(), null)))
                                .isEmpty();
    }

    private static Map.Entry<String, String> pair(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw Paging.refused("metadata", "expected a key, '=' and a value");
        }
        return Map.entry(text.substring(0, equals), text.substring(equals + 1));
    }

    private static List<String> states() {
        return Arrays.stream(State.values())
                .filter(state -> state != State.UNRECOGNIZED)
                .map(JobStates::name)
                .toList();
    }

    private static RuntimeException unavailable(String reason) {
        return Refusal.of(ProblemCode.VIEW_UNAVAILABLE, reason).retryAfter(RETRY).toException();
    }
}
