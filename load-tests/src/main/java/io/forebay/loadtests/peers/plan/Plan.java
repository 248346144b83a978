package io.forebay.loadtests.peers.plan;

import io.forebay.loadtests.model.BenchModels;
import io.forebay.loadtests.peers.system.Contestant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is run.
 *
 * @param contestants in the order of the first round
 * @param steps in the order in which each visit takes them
 */
public record Plan(List<Contestant> contestants, List<Step> steps, int rounds) {

    public Plan {
        contestants = List.copyOf(contestants);
        steps = List.copyOf(steps);
        if (contestants.isEmpty() || steps.isEmpty()) {
            throw new IllegalArgumentException("there is no system or no scenario to run");
        }
        if (rounds < 1) {
            throw new IllegalArgumentException("rounds must be at least 1, not " + rounds);
        }
    }

    /** One system is started, measured and stopped. */
    public record Visit(int round, Contestant contestant) {}

    /**
     * The plan of these scenarios. Whoever asks for a share of saturation gets saturation as well.
     */
    public static Plan of(List<Contestant> contestants, Set<Scenario> scenarios, int rounds) {
        Set<Scenario> all = EnumSet.noneOf(Scenario.class);
        all.addAll(scenarios);
        if (scenarios.stream().anyMatch(scenario -> scenario.share() > 0)) {
            all.add(Scenario.SATURATION);
        }
        List<Step> steps =
                Stream.of(BenchModels.NOOP, BenchModels.CONV)
                        .flatMap(model ->
                                all.stream()
                                        .filter(scenario -> scenario.models().contains(model))
                                        .map(scenario -> new Step(scenario, model)))
                        .toList();
        return new Plan(contestants, steps, rounds);
    }

    /**
     * All visits: each round turns the order of the one before, so that whatever the machine does
     * over an hour befalls all systems alike.
     */
    public List<Visit> visits() {
        return IntStream.rangeClosed(1, rounds)
                .boxed()
                .flatMap(round ->
                        (round % 2 == 1 ? contestants : contestants.reversed())
                                .stream().map(one -> new Visit(round, one)))
                .toList();
    }

    /** The models that the steps need, in their order. */
    public List<String> models() {
        return steps.stream().map(Step::model).distinct().toList();
    }
}
