package io.forebay.loadtests.peers.report;

import io.forebay.loadtests.peers.measure.Figures;
import io.forebay.loadtests.peers.plan.Step;
import io.forebay.loadtests.peers.system.Contestant;
import io.forebay.loadtests.report.Median;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One step over all rounds.
 *
 * @param medians by system, each figure on its own
 * @param ratios of Forebay to the best peer; none when Forebay or every peer was left out
 * @param disturbed rounds of each system that never were quiet
 */
public record StepSummary(
        Step step,
        Map<Contestant, Map<Figure, Double>> medians,
        Map<Figure, Ratio> ratios,
        Map<Contestant, Integer> disturbed) {

    public StepSummary {
        medians = Collections.unmodifiableMap(new TreeMap<>(medians));
        ratios = Collections.unmodifiableMap(new TreeMap<>(ratios));
        disturbed = Collections.unmodifiableMap(new TreeMap<>(disturbed));
    }

    /** Of the figures of all steps. */
    static StepSummary of(Step step, List<Figures> all) {
        List<Figures> ours = all.stream().filter(one -> one.step().equals(step)).toList();
        Map<Contestant, Map<Figure, Double>> medians = new EnumMap<>(Contestant.class);
        Map<Contestant, Integer> disturbed = new EnumMap<>(Contestant.class);
        for (Figures one : ours) {
            medians.computeIfAbsent(one.contestant(), contestant -> medians(ours, contestant));
            disturbed.merge(one.contestant(), one.disturbed() ? 1 : 0, Integer::sum);
        }
        Map<Figure, Ratio> ratios = new EnumMap<>(Figure.class);
        for (Figure figure : Figure.values()) {
            bestPeer(figure, medians)
                    .flatMap(peer -> ratio(figure, peer, ours))
                    .ifPresent(ratio -> ratios.put(figure, ratio));
        }
        return new StepSummary(step, medians, ratios, disturbed);
    }

    private static Map<Figure, Double> medians(List<Figures> ours, Contestant contestant) {
        Map<Figure, Double> medians = new EnumMap<>(Figure.class);
        for (Figure figure : Figure.values()) {
            medians.put(
                    figure,
                    Median.of(
                            ours.stream()
                                    .filter(one -> one.contestant() == contestant)
                                    .mapToDouble(figure::of)
                                    .toArray()));
        }
        return medians;
    }

    private static Optional<Contestant> bestPeer(
            Figure figure, Map<Contestant, Map<Figure, Double>> medians) {
        Map<Contestant, Double> peers = new EnumMap<>(Contestant.class);
        medians.forEach((contestant, of) -> {
            if (contestant != Contestant.FOREBAY) {
                peers.put(contestant, of.getOrDefault(figure, 0.0));
            }
        });
        return peers.entrySet().stream().min(figure.bestFirst()).map(Map.Entry::getKey);
    }

    private static Optional<Ratio> ratio(Figure figure, Contestant peer, List<Figures> ours) {
        double[] ratios =
                ours.stream()
                        .filter(one -> one.contestant() == Contestant.FOREBAY)
                        .flatMapToDouble(forebay ->
                                ours.stream()
                                        .filter(one ->
                                                one.contestant() == peer
                                                        && one.round() == forebay.round()
                                                        && figure.of(one) > 0)
                                        .mapToDouble(one -> figure.of(forebay) / figure.of(one)))
                        .toArray();
        return ratios.length == 0
                ? Optional.empty()
                : Optional.of(new Ratio(peer, Median.of(ratios)));
    }
}
