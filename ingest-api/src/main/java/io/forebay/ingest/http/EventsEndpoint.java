package io.forebay.ingest.http;

import io.forebay.ingest.problem.InputError;
import io.forebay.ingest.problem.Refusal;
import io.forebay.results.reader.JobReader;
import io.forebay.results.reader.Reading;
import io.forebay.schemas.document.JobStates;
import io.forebay.schemas.document.JobWriter;
import io.forebay.schemas.document.Steps;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.wire.JobState;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code GET /v1/jobs/{id}/events}: a job's steps as server-sent events, each exactly once, whose
 * ids are the job's versions. A step that came and went unseen is told from the job's history.
 */
record EventsEndpoint(JobEndpoints jobs, JobReader reader, JobWriter writer, OpenStreams streams)
        implements Endpoint {

    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Pattern VERSION = Pattern.compile("\\d{1,18}");

    @Override
    public Answer answer(Call call) {
        Accepts.requireEventStream(call);
        JobId id = jobs.id(call);
        long seen = seen(call);
        JobState now = jobs.state(reader.read(id), id, call.tenant());
        if (JobStates.isTerminal(now) && now.getVersion() <= seen) {
            // By which clients that keep coming again know that there is nothing more.
            return Answer.empty(204);
        }
        OpenStreams.Place place = streams.open(call.caller());
        Optional<JobReader.Following> following = reader.follow(id, seen);
        if (following.isEmpty()) {
            place.close();
            throw Refusal.of(ProblemCode.NOT_READY, "as many wait here as may")
                    .retryAfter(RETRY)
                    .toException();
        }
        return Answer.events(new Stream(place, following.get(), seen));
    }

    private static long seen(Call call) {
        Optional<String> id = call.header("Last-Event-ID").filter(text -> !text.isEmpty());
        if (id.isPresent() && !VERSION.matcher(id.get()).matches()) {
            throw Refusal.of(
                            ProblemCode.MALFORMED_REQUEST,
                            InputError.header(
                                    "Last-Event-ID", "expected the id of an event of this stream"))
                    .toException();
        }
        return id.map(Long::parseLong).orElse(0L);
    }

    /** Confined to the request's thread. */
    private final class Stream implements StreamedBody {

        private final OpenStreams.Place place;
        private final JobReader.Following following;
        private long seen;

        Stream(OpenStreams.Place place, JobReader.Following following, long seen) {
            this.place = place;
            this.following = following;
            this.seen = seen;
        }

        @Override
        public void write(OutputStream out) throws IOException {
            place.begin();
            EventWriter events = new EventWriter(out);
            events.begin();
            boolean open = true;
            while (open) {
                Optional<Reading> news = following.next(streams.heartbeat());
                if (news.isEmpty()) {
                    events.heartbeat();
                } else {
                    open =
                            news.get() instanceof Reading.Found(JobState state)
                                    && tell(state, events);
                }
            }
        }

        /** Whether more can come. */
        private boolean tell(JobState newest, EventWriter events) throws IOException {
            for (JobState state : Steps.after(newest, seen)) {
                events.event(
                        Long.toString(state.getVersion()),
                        "job." + JobStates.name(state.getState()),
                        data -> writer.write(data, state));
                seen = state.getVersion();
            }
            events.flush();
            return !JobStates.isTerminal(newest);
        }

        @Override
        public void close() {
            following.close();
            place.close();
        }
    }
}
