package io.forebay.worker.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.RunOptions;
import io.forebay.schemas.tensor.Tensor;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs batches on one session. Confined to the device thread. */
final class Runner implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Runner.class);

    private final LoadedModel model;
    private final Watchdog.Watch watch;
    private final OutputReader reader;
    private final Slab slab = new Slab();
    private @Nullable RunOptions options;

    /**
     * @param outputs by name, each of the whole batch
     * @param time of the run alone
     */
    record Raw(Map<String, Tensor> outputs, Duration time) {}

    /** The run was stopped at its time limit. */
    static final class TimedOutException extends Exception {

        private static final long serialVersionUID = 1L;

        TimedOutException(OrtException cause) {
            super(cause);
        }
    }

    Runner(LoadedModel model, Watchdog.Watch watch) {
        this.model = model;
        this.watch = watch;
        this.reader = new OutputReader(model.natives(), model.containers());
    }

    /**
     * @param wanted outputs of the model
     */
    Raw run(Batch batch, Set<String> wanted, Duration timeout)
            throws OrtException, TimedOutException {
        try (RunTensors tensors = RunTensors.assemble(model, slab, batch, wanted)) {
            try {
                return run(tensors, wanted, timeout);
            } catch (OrtException e) {
                if (tensors.pinned().isEmpty() || !isRefusal(e)) {
                    throw e;
                }
            }
        }
        // Refused, perhaps for a pinned output that the model does not keep to: ask without.
        try (RunTensors tensors = assembleUnpinned(batch, wanted)) {
            Raw raw = run(tensors, wanted, timeout);
            model.pins().distrust();
            LOG.atWarn()
                    .addKeyValue("model", model.plan().model().name())
                    .log("the model's outputs do not have the shapes that it declares");
            return raw;
        }
    }

    @Override
    public void close() {
        watch.close();
        if (options != null) {
            options.close();
        }
        slab.close();
        Sessions.close(model.session());
    }

    private RunTensors assembleUnpinned(Batch batch, Set<String> wanted) throws OrtException {
        return RunTensors.assemble(model.unpinned(), slab, batch, wanted);
    }

    private Raw run(RunTensors tensors, Set<String> wanted, Duration timeout)
            throws OrtException, TimedOutException {
        Map<String, OnnxTensor> pinned = tensors.pinned();
        Set<String> unpinned = new HashSet<>(wanted);
        unpinned.removeAll(pinned.keySet());
        Set<String> others = model.containers().sources(unpinned);
        Map<String, Tensor> outputs = new HashMap<>();
        try {
            return new Raw(outputs, read(tensors, others, timeout, outputs));
        } catch (OrtException e) {
            if (!isEmptySequence(e)) {
                throw e;
            }
        }
        for (Tensor each : model.containers().none(emptySequence(others))) {
            outputs.put(each.name(), each);
        }
        boolean more = !others.isEmpty() || !pinned.isEmpty();
        return new Raw(outputs, more ? read(tensors, others, timeout, outputs) : Duration.ZERO);
    }

    /**
     * Runs, and puts these outputs and the pinned ones among the others.
     *
     * @return the time of the run alone
     */
    private Duration read(
            RunTensors tensors, Set<String> others, Duration timeout, Map<String, Tensor> outputs)
            throws OrtException, TimedOutException {
        long start = System.nanoTime();
        try (OrtSession.Result result = guarded(tensors, others, timeout)) {
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            for (var output : tensors.pinnedOutputs().entrySet()) {
                outputs.put(output.getKey(), reader.read(output.getKey(), output.getValue()));
            }
            for (String name : others) {
                reader.read(name, result).forEach(each -> outputs.put(each.name(), each));
            }
            return time;
        }
    }

    /** Takes away the one that was empty. */
    private String emptySequence(Set<String> others) {
        Set<String> sequences = new HashSet<>(model.containers().standIns().keySet());
        sequences.retainAll(others);
        if (sequences.size() != 1) {
            throw OutputReader.cannotCarry("one of the outputs %s is empty".formatted(sequences));
        }
        others.removeAll(sequences);
        return sequences.iterator().next();
    }

    private OrtSession.Result guarded(RunTensors tensors, Set<String> others, Duration timeout)
            throws OrtException, TimedOutException {
        RunOptions armed = options == null ? new RunOptions() : options;
        options = armed;
        watch.arm(armed, timeout);
        boolean terminated = false;
        try {
            return model.session().run(tensors.inputs(), others, tensors.pinned(), armed);
        } catch (OrtException e) {
            terminated = watch.disarm();
            if (terminated) {
                throw new TimedOutException(e);
            }
            throw e;
        } finally {
            if (watch.disarm() || terminated) {
                // Once terminated, these options would fail every run.
                armed.close();
                options = null;
            }
        }
    }

    /** What the Java API makes of a sequence without elements. */
    private static boolean isEmptySequence(OrtException e) {
        return String.valueOf(e.getMessage())
                .contains("Unsupported type in a sequence, found UNKNOWN");
    }

    private static boolean isRefusal(OrtException e) {
        return e.getCode() == OrtException.OrtErrorCode.ORT_INVALID_ARGUMENT;
    }
}
