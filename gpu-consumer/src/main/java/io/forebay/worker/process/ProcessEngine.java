package io.forebay.worker.process;

import io.forebay.schemas.model.Model;
import io.forebay.schemas.problem.Problem;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.wire.InferenceInput;
import io.forebay.worker.model.Engine;
import io.forebay.worker.model.ModelFiles;
import io.forebay.worker.model.Prepared;
import io.forebay.worker.model.RunOutcome;
import io.forebay.worker.model.RunOutcome.Broke;
import io.forebay.worker.model.RunOutcome.Kind;
import io.forebay.worker.model.Timing;
import io.forebay.worker.model.UnusableModelException;
import io.forebay.worker.onnx.OnnxInputs;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model in the device process. Inputs are prepared here. Preparing is safe for use by several
 * threads; everything else is confined to the device thread.
 */
final class ProcessEngine implements Engine {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessEngine.class);

    private final DeviceProcess process;
    private final ModelFiles files;
    private final Model model;
    private final Duration hangGrace;
    private final OnnxInputs inputs;
    private final String provider;
    private @Nullable EngineLine line;
    private volatile int maxRows;
    private volatile List<Timing> timings = List.of();

    ProcessEngine(DeviceProcess process, ModelFiles files, Model model, Duration hangGrace) {
        this.process = process;
        this.files = files;
        this.model = model;
        this.hangGrace = hangGrace;
        this.inputs = OnnxInputs.of(model);
        this.maxRows = inputs.maxRows();
        EngineLine opened = process.connect();
        this.line = opened;
        try {
            this.provider = opened.load(files, model, ProcessEngines.LOAD_TIMEOUT);
        } catch (ProcessLostException | UnusableModelException e) {
            opened.close();
            throw new UnusableModelException(files.title() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Model model() {
        return model;
    }

    @Override
    public Prepared prepare(InferenceInput input) {
        return inputs.prepare(input);
    }

    @Override
    public RunOutcome run(List<Prepared> batch, Duration timeout) {
        try {
            EngineLine.Ran ran = open().run(batch, timeout, timeout.plus(hangGrace));
            maxRows = ran.maxRows();
            return ran.outcome();
        } catch (ProcessLostException e) {
            LOG.atError().addKeyValue("model", model.name()).setCause(e).log("lost a run");
            hangUp();
            return broke(String.valueOf(e.getMessage()), Kind.LOST);
        } catch (UnusableModelException e) {
            LOG.atError().addKeyValue("model", model.name()).setCause(e).log("cannot load again");
            hangUp();
            return broke("the model could not be loaded again", Kind.DEVICE);
        } catch (OutOfMemoryError e) {
            return broke(String.valueOf(e.getMessage()), Kind.OUT_OF_MEMORY);
        }
    }

    @Override
    public void warmUp(int rows) {
        try {
            timings = List.copyOf(open().warmUp(rows, ProcessEngines.LOAD_TIMEOUT));
        } catch (ProcessLostException | UnusableModelException e) {
            // Zeros need not be an input that the model survives.
            LOG.atWarn().addKeyValue("model", model.name()).setCause(e).log("cannot warm up");
            hangUp();
        }
    }

    @Override
    public List<Timing> timings() {
        return timings;
    }

    @Override
    public int maxRows() {
        return maxRows;
    }

    @Override
    public String executionProvider() {
        return provider;
    }

    @Override
    public String precision() {
        return inputs.precision();
    }

    @Override
    public void close() {
        EngineLine open = line;
        if (open != null) {
            try {
                open.closeEngine(hangGrace);
            } catch (ProcessLostException e) {
                LOG.atDebug().setCause(e).log("the device process went first");
            }
        }
        hangUp();
    }

    private EngineLine open() {
        EngineLine open = line;
        if (open != null && !open.isLive()) {
            hangUp();
            open = null;
        }
        if (open == null) {
            open = process.connect();
            line = open;
            var _ = open.load(files, model, ProcessEngines.LOAD_TIMEOUT);
        }
        return open;
    }

    private void hangUp() {
        EngineLine open = line;
        line = null;
        if (open != null) {
            open.close();
        }
    }

    private static Broke broke(String detail, Kind kind) {
        return new Broke(Problem.of(ProblemCode.EXECUTION_FAILED, detail), kind);
    }
}
