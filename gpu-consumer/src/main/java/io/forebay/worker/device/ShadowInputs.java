package io.forebay.worker.device;

import com.google.protobuf.ByteString;
import io.forebay.schemas.payload.PayloadStoreException;
import io.forebay.schemas.payload.Payloads;
import io.forebay.schemas.problem.ProblemException;
import io.forebay.schemas.wire.InferenceInput;
import io.forebay.schemas.wire.Payload;
import io.forebay.worker.meter.ShadowMeters;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes copies ready to run in the background. Safe for use by several threads. */
final class ShadowInputs {

    private static final Logger LOG = LoggerFactory.getLogger(ShadowInputs.class);

    private final LoadedModels models;
    private final ShadowRuns.Background background;
    private final Payloads inputs;
    private final ShadowMeters meters;
    private final Consumer<Optional<ReadyCopy>> onReady;
    private final BiConsumer<ShadowCopy, TimeoutException> onGivenUp;

    /**
     * @param inputs where large ones lie
     * @param onReady is given each copy, or nothing when it cannot run
     * @param onGivenUp happens instead when decoding one takes too long
     */
    ShadowInputs(
            LoadedModels models,
            ShadowRuns.Background background,
            Payloads inputs,
            ShadowMeters meters,
            Consumer<Optional<ReadyCopy>> onReady,
            BiConsumer<ShadowCopy, TimeoutException> onGivenUp) {
        this.models = models;
        this.background = background;
        this.inputs = inputs;
        this.meters = meters;
        this.onReady = onReady;
        this.onGivenUp = onGivenUp;
    }

    /** Begins with a copy; while the worker ends nothing comes of it. */
    void prepare(ShadowCopy copy) {
        Payload input = copy.item().getInput();
        try {
            if (input.hasRef()) {
                background.fetchLast(() -> fetch(copy));
            } else {
                decode(copy, input.getInline());
            }
        } catch (RejectedExecutionException e) {
            LOG.debug("no copies while the worker ends");
        }
    }

    private void fetch(ShadowCopy copy) {
        try {
            decode(copy, inputs.unwrap(copy.item().getInput()));
        } catch (PayloadStoreException e) {
            // Deleted with its job, perhaps, which nobody waits for here.
            meters.dropped(copy.of().version());
            onReady.accept(Optional.empty());
        } catch (RejectedExecutionException e) {
            LOG.debug("no copies while the worker ends");
        }
    }

    private void decode(ShadowCopy copy, ByteString input) {
        background.decodeLast(
                () -> {
                    Optional<ReadyCopy> ready = prepared(copy, input);
                    return () -> onReady.accept(ready);
                },
                where -> onGivenUp.accept(copy, where));
    }

    private Optional<ReadyCopy> prepared(ShadowCopy copy, ByteString bytes) {
        long start = System.nanoTime();
        Optional<LoadedModel> model = models.find(copy.of().digest());
        if (model.isEmpty()) {
            meters.dropped(copy.of().version());
            return Optional.empty();
        }
        try {
            InferenceInput input = InferenceInput.parseFrom(bytes);
            return model.get().prepare(input).map(made -> new ReadyCopy(copy, model.get(), made));
        } catch (ProblemException | IOException e) {
            meters.failed(copy.of().version(), start);
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            LOG.atWarn().addKeyValue("version", copy.of().version()).setCause(e).log("no copy");
            meters.failed(copy.of().version(), start);
        }
        return Optional.empty();
    }
}
