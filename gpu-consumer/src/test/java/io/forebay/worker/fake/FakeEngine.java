package io.forebay.worker.fake;

import io.forebay.schemas.model.Model;
import io.forebay.schemas.problem.Problem;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.problem.ProblemException;
import io.forebay.schemas.wire.InferenceInput;
import io.forebay.schemas.wire.InferenceOutput;
import io.forebay.worker.model.Engine;
import io.forebay.worker.model.Prepared;
import io.forebay.worker.model.RunOutcome;
import io.forebay.worker.model.RunOutcome.Answer;
import io.forebay.worker.model.RunOutcome.Broke;
import io.forebay.worker.model.RunOutcome.Kind;
import io.forebay.worker.model.RunOutcome.Ran;
import io.forebay.worker.model.Timing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * An engine that answers each input with its name as the task, and breaks as it is told. Telling is
 * for before the first run.
 */
public final class FakeEngine implements Engine {

    private final Model model;
    private final List<List<String>> runs = Collections.synchronizedList(new ArrayList<>());
    private final List<Duration> timeouts = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Kind> guilty = new HashMap<>();
    private final Map<String, Kind> guiltyOnce = new HashMap<>();
    private final Set<String> unusable = new HashSet<>();
    private final Set<String> refused = new HashSet<>();
    private int memory = Integer.MAX_VALUE;
    private int maxRows = 8;
    private List<Timing> timings = List.of();
    private Duration runTime = Duration.ofMillis(3);
    private Runnable beforeRun = () -> {};
    private Consumer<String> beforePrepare = name -> {};
    private volatile boolean running;
    private volatile boolean closed;
    private volatile boolean closedWhileRunning;

    /** An input by its name. */
    public record Named(String name, int rows, String bucket) implements Prepared {}

    public FakeEngine(Model model) {
        this.model = model;
    }

    public FakeEngine maxRows(int rows) {
        maxRows = rows;
        return this;
    }

    /** Every run with this input breaks. */
    public FakeEngine breakOn(int item, Kind kind) {
        guilty.put("item-" + item, kind);
        return this;
    }

    /** The first run with this input breaks. */
    public FakeEngine breakOnce(int item, Kind kind) {
        guiltyOnce.put("item-" + item, kind);
        return this;
    }

    /** What its warm-up measured. */
    public FakeEngine timings(Timing... measured) {
        timings = List.of(measured);
        return this;
    }

    /** How long its runs take, as it says. */
    public FakeEngine runsTake(Duration time) {
        runTime = time;
        return this;
    }

    /** Runs of more inputs are out of memory. */
    public FakeEngine memoryFor(int inputs) {
        memory = inputs;
        return this;
    }

    public FakeEngine answerUnusableTo(int item) {
        unusable.add("item-" + item);
        return this;
    }

    public FakeEngine refuseToPrepare(int item) {
        refused.add("item-" + item);
        return this;
    }

    public FakeEngine beforeRun(Runnable what) {
        beforeRun = what;
        return this;
    }

    /** What happens while an input of this name is prepared. */
    public FakeEngine beforePrepare(Consumer<String> what) {
        beforePrepare = what;
        return this;
    }

    /** The names of each run's inputs. */
    public List<List<String>> runs() {
        synchronized (runs) {
            return List.copyOf(runs);
        }
    }

    public List<Duration> timeouts() {
        return timeouts;
    }

    public boolean isClosed() {
        return closed;
    }

    public boolean wasClosedWhileRunning() {
        return closedWhileRunning;
    }

    @Override
    public Model model() {
        return model;
    }

    @Override
    public Prepared prepare(InferenceInput input) {
        String name =
                input.hasMedia()
                        ? input.getMedia().getContentType()
                        : input.getTensors(0).getName();
        beforePrepare.accept(name);
        if (refused.contains(name)) {
            throw new ProblemException(ProblemCode.INVALID_INPUT, name + " does not fit");
        }
        return new Named(name, 1, "all");
    }

    @Override
    public RunOutcome run(List<Prepared> batch, Duration timeout) {
        running = true;
        try {
            List<String> names = batch.stream().map(input -> ((Named) input).name()).toList();
            runs.add(names);
            timeouts.add(timeout);
            beforeRun.run();
            return outcome(names);
        } finally {
            running = false;
        }
    }

    private RunOutcome outcome(List<String> names) {
        for (String name : names) {
            Kind once = guiltyOnce.remove(name);
            Kind kind = once == null ? guilty.get(name) : once;
            if (kind != null) {
                return new Broke(Problem.of(code(kind), "because of " + name), kind);
            }
        }
        if (names.size() > memory) {
            return new Broke(
                    Problem.of(ProblemCode.EXECUTION_FAILED, "out of memory"), Kind.OUT_OF_MEMORY);
        }
        return new Ran(names.stream().map(this::answer).toList(), runTime);
    }

    private Answer answer(String name) {
        return unusable.contains(name)
                ? new Answer.Unusable(Problem.of(ProblemCode.INTERNAL, "not a number"))
                : new Answer.Output(InferenceOutput.newBuilder().setTask(name).build());
    }

    private static ProblemCode code(Kind kind) {
        return kind == Kind.REJECTED ? ProblemCode.INVALID_INPUT : ProblemCode.EXECUTION_FAILED;
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
        return "fake";
    }

    @Override
    public String precision() {
        return "fp32";
    }

    @Override
    public void close() {
        closedWhileRunning |= running;
        closed = true;
    }
}
