package io.forebay.ingest.batch;

import io.forebay.ingest.problem.RefusedException;
import io.forebay.ingest.submit.LineSubmitter;
import io.forebay.schemas.id.BatchId;
import io.forebay.schemas.payload.PayloadKey;
import io.forebay.schemas.payload.PayloadStore;
import io.forebay.schemas.problem.Problem;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.wire.BatchAppended;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Makes jobs of lines as they come. What is taken is acknowledged chunk by chunk: the text is kept,
 * its jobs are in the queue, and then the batch has heard of them. An upload that breaks goes on
 * after the last chunk; lines that were sent before and not heard of are the same jobs again.
 *
 * <p>While there is no room for bulk work nothing is read, so that the sender is slowed by TCP.
 */
public final class Upload {

    private static final long PAUSE_MILLIS = 20;

    /** Between two looks at whether the batch still takes lines. */
    private static final int LOOK_EVERY = 50;

    private final Batches batches;
    private final LineSubmitter submitter;
    private final PayloadStore store;
    private final LinesParser parser;
    private final Predicate<BatchId> open;

    /**
     * @param open whether a batch still takes lines, as far as is known
     */
    Upload(
            Batches batches,
            LineSubmitter submitter,
            PayloadStore store,
            LineParser parser,
            Predicate<BatchId> open) {
        this.batches = batches;
        this.submitter = submitter;
        this.store = store;
        this.parser = new LinesParser(parser);
        this.open = open;
    }

    /**
     * Takes every line of a stream.
     *
     * @param upload names this upload among others of the batch
     * @return where the line after the last one goes
     * @throws BrokenUploadException when the stream broke
     * @throws RefusedException when the queue does not take them, or the batch does not any more
     */
    Place take(Place from, String upload, InputStream in) {
        LineReader reader = new LineReader(in, from.line(), parser.parser().lineLimit());
        Set<String> models = new HashSet<>();
        Place place = from;
        CustomIds names = names(from);
        for (Chunk chunk = reader.next(); !chunk.lines().isEmpty(); chunk = reader.next()) {
            awaitRoom(place, models);
            store.put(PayloadKey.chunk(place.id(), place.chunk()), chunk.write());
            append(place, upload, chunk, send(place, chunk, names, models));
            place = place.after(chunk);
            batches.spend(place.tenant(), chunk);
        }
        return place;
    }

    /** Names of the lines that came before. */
    private CustomIds names(Place place) {
        CustomIds names = new CustomIds();
        for (long chunk = 0; chunk < place.chunk(); chunk++) {
            Chunk kept = Chunk.read(store.find(PayloadKey.chunk(place.id(), chunk)));
            for (byte[] line : kept.lines()) {
                String name = LineParser.customId(line);
                if (!name.isEmpty()) {
                    var _ = names.add(name);
                }
            }
        }
        return names;
    }

    private List<String> send(Place place, Chunk chunk, CustomIds names, Set<String> models) {
        Instant now = batches.now();
        List<LineSubmitter.Sent> sent = new ArrayList<>(chunk.lines().size());
        List<String> ids = new ArrayList<>(chunk.lines().size());
        parser.parse(
                place,
                chunk.lines(),
                now,
                read -> {
                    ParsedLine parsed = unique(read, names);
                    LineSubmitter.Line line =
                            line(place, chunk.first() + ids.size(), parsed.customId(), now);
                    switch (parsed) {
                        case ParsedLine.Blank() -> ids.add("");
                        case ParsedLine.Bad bad ->
                                sent.add(submitter.sendBad(line, bad.why(), now));
                        case ParsedLine.Sound sound -> {
                            models.add(sound.request().model().name());
                            sent.add(submitter.send(line, sound.request(), now));
                        }
                    }
                    if (!(parsed instanceof ParsedLine.Blank)) {
                        ids.add(sent.getLast().id().text());
                    }
                });
        sent.forEach(job -> Batches.require(job.pending().await()));
        return ids;
    }

    private static LineSubmitter.Line line(Place place, long number, String customId, Instant now) {
        return new LineSubmitter.Line(
                place.tenant(), place.id(), number, customId, 0, "", place.lineRetention(now));
    }

    private static ParsedLine unique(ParsedLine line, CustomIds names) {
        boolean twice = !line.customId().isEmpty() && !names.add(line.customId());
        return twice
                ? new ParsedLine.Bad(
                        line.customId(),
                        Problem.of(
                                        ProblemCode.DUPLICATE_CUSTOM_ID,
                                        "an earlier line of the batch has this custom_id")
                                .toWire())
                : line;
    }

    private void append(Place place, String upload, Chunk chunk, List<String> ids) {
        batches.send(
                place.id(),
                place.tenant(),
                event ->
                        event.setAppended(
                                BatchAppended.newBuilder()
                                        .setChunk(place.chunk())
                                        .setFirstLine(chunk.first())
                                        .addAllJobIds(ids)
                                        .setEndOffset(place.offset() + chunk.size())
                                        .setUpload(upload)));
    }

    private void awaitRoom(Place place, Set<String> models) {
        for (int waits = 0; !batches.hasRoom(models); waits++) {
            if (waits % LOOK_EVERY == 0) {
                requireOpen(place);
            }
            Batches.pause(PAUSE_MILLIS);
        }
        if (place.chunk() % LOOK_EVERY == 0) {
            requireOpen(place);
        }
    }

    private void requireOpen(Place place) {
        if (!open.test(place.id()) || !batches.now().isBefore(place.deadline())) {
            throw new RefusedException(ProblemCode.BATCH_CONFLICT, "the batch takes no more lines");
        }
    }
}
