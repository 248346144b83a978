package io.forebay.worker.onnx;

import ai.onnxruntime.OrtException;
import io.forebay.schemas.model.Model;
import io.forebay.schemas.problem.ProblemException;
import io.forebay.schemas.tensor.Tensor;
import io.forebay.schemas.wire.InferenceInput;
import io.forebay.worker.model.Engine;
import io.forebay.worker.model.Prepared;
import io.forebay.worker.model.RunOutcome;
import io.forebay.worker.model.RunOutcome.Answer;
import io.forebay.worker.model.RunOutcome.Ran;
import io.forebay.worker.model.Timing;
import io.forebay.worker.onnx.OnnxConfig.ExecutionProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model on ONNX Runtime. Preparing is safe for use by several threads; everything else is
 * confined to the device thread.
 */
public final class OnnxEngine implements Engine {

    private static final Logger LOG = LoggerFactory.getLogger(OnnxEngine.class);

    /** TensorRT builds an engine in the first run of a shape, which takes up to minutes. */
    private static final Duration WARM_UP_TIMEOUT = Duration.ofMinutes(10);

    private final ModelPlan plan;
    private final Runner runner;
    private final Answers answers;
    private final OnnxInputs inputs;
    private final ExecutionProvider provider;
    private volatile boolean divisible = true;
    private volatile List<Timing> timings = List.of();

    OnnxEngine(LoadedModel loaded, ExecutionProvider provider, Watchdog.Watch watch) {
        this.plan = loaded.plan();
        this.provider = provider;
        this.runner = new Runner(loaded, watch);
        this.answers = new Answers(plan.model());
        this.inputs = OnnxInputs.of(plan, answers);
    }

    @Override
    public Model model() {
        return plan.model();
    }

    @Override
    public Prepared prepare(InferenceInput input) {
        return inputs.prepare(input);
    }

    @Override
    public RunOutcome run(List<Prepared> prepared, Duration timeout) {
        Batch batch = Batch.of(prepared.stream().map(PreparedInput.class::cast).toList());
        if (prepared.isEmpty() || (prepared.size() > 1 && !plan.joinable())) {
            throw new IllegalArgumentException(
                    "%d inputs cannot share a run of %s"
                            .formatted(prepared.size(), plan.model().name()));
        }
        try {
            return run(batch, timeout);
        } catch (Runner.TimedOutException e) {
            return Failures.timedOut(timeout);
        } catch (OrtException e) {
            return Failures.of(e);
        } catch (OutOfMemoryError | Slab.TooLargeException e) {
            return Failures.outOfMemory(e);
        } catch (ProblemException e) {
            return new RunOutcome.Broke(e.problem(), RunOutcome.Kind.REJECTED);
        } catch (Splitter.IndivisibleException e) {
            // Alone each of them passes, and from now on they come alone.
            divisible = false;
            LOG.atWarn().addKeyValue("model", plan.model().name()).setCause(e).log("not joinable");
            return Failures.rejected(e);
        }
    }

    @Override
    public void warmUp(int rows) {
        List<Timing> measured = new ArrayList<>();
        for (PreparedInput input : WarmUp.inputs(plan, Math.min(rows, maxRows()))) {
            // The first run of a shape prepares what the second one is measured with.
            warmUp(input);
            warmUp(input).ifPresent(time -> measured.add(new Timing(input.rows(), time)));
        }
        boolean stands = plan.inputs().stream().noneMatch(InputPlan::hasOtherFreeDimensions);
        timings = stands ? List.copyOf(measured) : List.of();
    }

    @Override
    public List<Timing> timings() {
        return timings;
    }

    @Override
    public int maxRows() {
        return divisible ? plan.maxRows() : 1;
    }

    @Override
    public String executionProvider() {
        return provider.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String precision() {
        return inputs.precision();
    }

    @Override
    public void close() {
        runner.close();
    }

    private RunOutcome run(Batch batch, Duration timeout)
            throws OrtException, Runner.TimedOutException {
        Runner.Raw raw = runner.run(batch, Wanted.raw(batch.items()), timeout);
        List<Map<String, Tensor>> shares = new ArrayList<>();
        batch.items().forEach(item -> shares.add(new HashMap<>()));
        for (OutputPlan output : plan.outputs()) {
            Tensor whole = raw.outputs().get(output.name());
            if (whole != null) {
                List<Tensor> parts = Splitter.split(whole, output.axis(), batch);
                for (int item = 0; item < parts.size(); item++) {
                    shares.get(item).put(output.name(), parts.get(item));
                }
            }
        }
        List<Answer> given = new ArrayList<>();
        for (int item = 0; item < shares.size(); item++) {
            given.add(answers.of(batch.items().get(item), shares.get(item)));
        }
        return new Ran(given, raw.time());
    }

    private Optional<Duration> warmUp(PreparedInput input) {
        try {
            Runner.Raw raw =
                    runner.run(Batch.of(List.of(input)), input.wanted().raw(), WARM_UP_TIMEOUT);
            LOG.atDebug()
                    .addKeyValue("model", plan.model().name())
                    .addKeyValue("rows", input.rows())
                    .addKeyValue("time", raw.time())
                    .log("warmed up");
            return Optional.of(raw.time());
        } catch (OrtException | Runner.TimedOutException | RuntimeException e) {
            // Zeros need not be an input that the model accepts.
            LOG.atInfo()
                    .addKeyValue("model", plan.model().name())
                    .addKeyValue("rows", input.rows())
                    .setCause(e)
                    .log("a warm-up run failed");
            return Optional.empty();
        }
    }
}
