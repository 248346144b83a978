package io.forebay.worker.decode;

import com.google.protobuf.ByteString;
import io.forebay.schemas.payload.PayloadStoreException;
import io.forebay.schemas.payload.Payloads;
import io.forebay.schemas.problem.Problem;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.problem.ProblemException;
import io.forebay.schemas.wire.InferenceInput;
import io.forebay.schemas.wire.WorkItem;
import io.forebay.worker.attempt.Attempt;
import io.forebay.worker.attempt.Ending;
import io.forebay.worker.attempt.Reports;
import io.forebay.worker.batch.Candidate;
import io.forebay.worker.batch.Urgency;
import io.forebay.worker.device.LoadedModel;
import io.forebay.worker.device.LoadedModels;
import io.forebay.worker.device.Verdicts;
import io.forebay.worker.device.Work;
import io.forebay.worker.device.WorkQueue;
import io.forebay.worker.meter.ModelMeters;
import io.forebay.worker.model.Prepared;
import io.forebay.worker.poll.Intake;
import io.forebay.worker.withdrawal.Gate;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one model's work ready to run. Tensors are prepared at once, for that takes less than to
 * hand them over; media are decoded and claim checks fetched in the pool. Safe for use by several
 * threads.
 */
public final class Preparation implements Intake {

    private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);

    private final Parts parts;
    private final Refusals refusals;
    private final Payloads inputs;
    private final Urgency urgency;
    private final InstantSource clock;
    private final ModelMeters meters;
    private final long decodedBytes;

    /** What preparing works with. */
    public record Parts(
            LoadedModels models,
            WorkQueue queue,
            Gate gate,
            Verdicts verdicts,
            Reports reports,
            DecodePool pool) {}

    /**
     * @param decodedBytes what a decoded input takes beyond its record, in bytes
     */
    public Preparation(
            Parts parts,
            Payloads inputs,
            Urgency urgency,
            InstantSource clock,
            ModelMeters meters,
            long decodedBytes) {
        this.parts = parts;
        this.refusals = new Refusals(parts.gate(), parts.verdicts());
        this.inputs = inputs;
        this.urgency = urgency;
        this.clock = clock;
        this.meters = meters;
        this.decodedBytes = decodedBytes;
    }

    @Override
    public long weigh(WorkItem item, int recordBytes) {
        return recordBytes + item.getInput().getRef().getSize() + decodedBytes;
    }

    @Override
    public void accept(List<Attempt> attempts) {
        List<Candidate<Work>> ready = new ArrayList<>(attempts.size());
        long now = clock.millis();
        for (Attempt attempt : attempts) {
            refusals.find(attempt, now)
                    .ifPresentOrElse(ending -> end(attempt, ending), () -> prepare(attempt, ready));
        }
        offer(ready);
    }

    @Override
    public void purge() {
        parts.queue().purge();
    }

    private void prepare(Attempt attempt, List<Candidate<Work>> ready) {
        parts.models()
                .find(attempt.item().getModel().getDigest())
                .ifPresentOrElse(
                        model -> prepare(attempt, model, ready), () -> endAsUnknown(attempt));
    }

    private void prepare(Attempt attempt, LoadedModel model, List<Candidate<Work>> ready) {
        Optional<Ending> refusal = refusals.find(attempt, model);
        if (refusal.isPresent()) {
            end(attempt, refusal.get());
        } else if (attempt.item().getInput().hasRef()) {
            parts.pool().fetch(() -> fetch(attempt, model));
        } else {
            parse(attempt, attempt.item().getInput().getInline())
                    .ifPresent(input -> prepare(attempt, model, input, ready));
        }
    }

    private void fetch(Attempt attempt, LoadedModel model) {
        if (!attempt.isWaiting()) {
            return;
        }
        List<Candidate<Work>> ready = new ArrayList<>(1);
        try {
            parse(attempt, inputs.unwrap(attempt.item().getInput()))
                    .ifPresent(input -> prepare(attempt, model, input, ready));
        } catch (PayloadStoreException e) {
            attempt.log(LOG.atWarn()).setCause(e).log("no input");
            end(attempt, failed("the input cannot be read from the payload store"));
        }
        offer(ready);
    }

    private Optional<InferenceInput> parse(Attempt attempt, ByteString bytes) {
        try {
            var reader = bytes.newCodedInput();
            reader.enableAliasing(true);
            return Optional.of(InferenceInput.parseFrom(reader));
        } catch (IOException e) {
            end(
                    attempt,
                    Ending.permanent(
                            Problem.of(ProblemCode.INVALID_INPUT, "the input is not readable")));
            return Optional.empty();
        }
    }

    private void prepare(
            Attempt attempt, LoadedModel model, InferenceInput input, List<Candidate<Work>> ready) {
        if (input.hasMedia()) {
            parts.pool()
                    .decode(
                            attempt,
                            new Decode(
                                    () -> prepared(attempt, model, input, this::offer),
                                    why -> giveUp(attempt, why)));
        } else {
            prepared(attempt, model, input, ready::add).run();
        }
    }

    /** Does what takes time, and returns what follows from it. */
    private Runnable prepared(
            Attempt attempt,
            LoadedModel model,
            InferenceInput input,
            Consumer<Candidate<Work>> ready) {
        if (!attempt.isWaiting()) {
            return () -> {};
        }
        long start = System.nanoTime();
        try {
            Optional<Prepared> prepared = model.prepare(input);
            Duration time = since(start);
            return () ->
                    prepared.ifPresentOrElse(
                            made -> {
                                meters.decoded(time);
                                ready.accept(candidate(new Work(attempt, model, made)));
                            },
                            () -> endAsUnknown(attempt));
        } catch (CancellationException e) {
            // Given up, or this worker ends and others will take it.
            return () -> {};
        } catch (ProblemException e) {
            Duration time = since(start);
            return () -> {
                meters.refused(time);
                end(attempt, Ending.permanent(e.problem()));
            };
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            attempt.log(LOG.atError()).setCause(e).log("cannot prepare");
            return () -> end(attempt, failed("the input could not be prepared"));
        }
    }

    /** As if the input were broken: it would take as long again, here and elsewhere. */
    private void giveUp(Attempt attempt, TimeoutException where) {
        attempt.log(LOG.atWarn()).setCause(where).log("gave up decoding an input");
        meters.decodeTimedOut();
        Problem problem =
                Problem.of(ProblemCode.DECODE_TIMEOUT, String.valueOf(where.getMessage()));
        parts.verdicts().add(attempt.flight(), problem);
        end(attempt, Ending.permanent(problem));
    }

    private Candidate<Work> candidate(Work work) {
        return work.toCandidate(urgency, clock.millis());
    }

    private void offer(Candidate<Work> ready) {
        offer(List.of(ready));
    }

    private void offer(List<Candidate<Work>> ready) {
        if (!ready.isEmpty()) {
            parts.queue().offer(ready);
        }
    }

    private void end(Attempt attempt, Ending ending) {
        if (attempt.begin()) {
            attempt.end();
            parts.reports().ended(attempt, ending);
        }
    }

    /** Once the queue is closed no version is here, and what waits is left to other workers. */
    private void endAsUnknown(Attempt attempt) {
        if (!parts.queue().isClosed()) {
            Problem problem =
                    Problem.of(ProblemCode.UNKNOWN_MODEL, "this worker has no such version");
            end(attempt, Ending.transientFailure(problem));
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static Ending failed(String detail) {
        return Ending.transientFailure(Problem.of(ProblemCode.EXECUTION_FAILED, detail));
    }
}
