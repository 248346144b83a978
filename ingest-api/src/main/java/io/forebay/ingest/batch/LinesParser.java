package io.forebay.ingest.batch;

import io.forebay.ingest.problem.RefusedException;
import io.forebay.schemas.problem.ProblemCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Reads lines in their order; while some name objects, a few are fetched at once. */
record LinesParser(LineParser parser) {

    /** Objects in memory at once, each as large as a line may be. */
    private static final int AT_ONCE = 8;

    /**
     * @param takes each line, in order
     */
    void parse(Place place, List<byte[]> lines, Instant now, Consumer<ParsedLine> takes) {
        for (int from = 0; from < lines.size(); from += AT_ONCE) {
            List<byte[]> some = lines.subList(from, Math.min(lines.size(), from + AT_ONCE));
            if (some.stream().noneMatch(LineMembers::mayRefer)) {
                some.forEach(line -> takes.accept(parse(place, line, now)));
            } else {
                together(place, some, now).forEach(takes);
            }
        }
    }

    private List<ParsedLine> together(Place place, List<byte[]> lines, Instant now) {
        List<Future<ParsedLine>> pending = new ArrayList<>(lines.size());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            lines.forEach(line -> pending.add(threads.submit(() -> parse(place, line, now))));
            List<ParsedLine> parsed = new ArrayList<>(lines.size());
            for (Future<ParsedLine> one : pending) {
                parsed.add(one.get());
            }
            return parsed;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known
                    ? known
                    : new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException(ProblemCode.NOT_READY, "the service stops");
        }
    }

    private ParsedLine parse(Place place, byte[] line, Instant now) {
        return parser.parse(place.tenant(), line, now, place.deadline());
    }
}
