package io.forebay.dispatcher.protocol;

import io.forebay.dispatcher.protocol.World.Entry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Visits every world that can come about, the nearest first. */
final class Search {

    private final Protocol protocol;
    private final Map<World, Arrival> arrivals = new HashMap<>();
    private final Deque<World> waiting = new ArrayDeque<>();

    /** How a world came about first. */
    private record Arrival(String step, Optional<World> from) {}

    private static final Arrival BEGINNING = new Arrival("", Optional.empty());

    /**
     * A broken promise and the shortest way to it.
     *
     * @param steps from the beginning
     */
    record Counterexample(String breach, List<String> steps) {}

    Search(Protocol protocol) {
        this.protocol = protocol;
    }

    /** The shortest way to a breach, if there is any. */
    Optional<Counterexample> run(int faults) {
        World beginning = World.beginning(faults);
        arrivals.put(beginning, BEGINNING);
        waiting.add(beginning);
        while (!waiting.isEmpty()) {
            World world = waiting.removeFirst();
            Optional<String> breach = breach(world);
            if (breach.isPresent()) {
                return Optional.of(new Counterexample(breach.get(), trace(world)));
            }
            Protocol.Steps steps = (step, next) -> visit(world, step, next);
            protocol.wishes(world, steps);
            protocol.progress(world, steps);
            protocol.faults(world, steps);
        }
        return Optional.empty();
    }

    /** Worlds that were seen. */
    int worlds() {
        return arrivals.size();
    }

    private void visit(World from, String step, World next) {
        if (arrivals.putIfAbsent(next, new Arrival(step, Optional.of(from))) == null) {
            waiting.add(next);
        }
    }

    private Optional<String> breach(World world) {
        if (!world.breach().isEmpty()) {
            return Optional.of(world.breach());
        }
        Set<Character> ended = new HashSet<>();
        for (Entry entry : world.log()) {
            if (ended.contains(entry.job())) {
                return Optional.of(
                        "job %s goes on after its end: %s".formatted(entry.job(), world.log()));
            }
            if (entry.terminal()) {
                ended.add(entry.job());
            }
        }
        return stuck(world);
    }

    /** Nothing is going to happen any more, and somebody waits. */
    private Optional<String> stuck(World world) {
        List<String> progress = new ArrayList<>();
        protocol.progress(world, (step, next) -> progress.add(step));
        return progress.isEmpty() && !world.desk().open().isEmpty()
                ? Optional.of("jobs wait for ever: " + world.desk().open().keySet())
                : Optional.empty();
    }

    private List<String> trace(World last) {
        List<String> steps = new ArrayList<>();
        Optional<World> world = Optional.of(last);
        while (world.isPresent()) {
            Arrival arrival = arrivals.getOrDefault(world.get(), BEGINNING);
            steps.add(arrival.step());
            world = arrival.from();
        }
        steps.removeLast();
        return steps.reversed();
    }
}
