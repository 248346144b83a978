package io.forebay.loadtests.peers.plan;

import io.forebay.loadtests.model.BenchModels;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A way to load a system. */
public enum Scenario {
    /** Closed loop: as many jobs outstanding as are allowed. */
    SATURATION(BenchModels.NOOP, BenchModels.CONV),
    /** Open loop at 30 % of the system's own saturation. */
    LATENCY_30(BenchModels.CONV),
    /** Open loop at 60 % of the system's own saturation. */
    LATENCY_60(BenchModels.CONV),
    /** Closed loop in which half of the jobs repeat an earlier input. */
    DUPLICATES(BenchModels.CONV),
    /** Jobs are posted as fast as they are taken; it ends when all have ended. */
    BURST(BenchModels.NOOP),
    /** Each job's end is told by a signed POST to one receiver; it ends when all were told. */
    WEBHOOKS(BenchModels.NOOP);

    private final List<String> models;

    Scenario(String... models) {
        this.models = List.of(models);
    }

    /** The models that it is run with. */
    public List<String> models() {
        return models;
    }

    /** As on the command line. */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The share of a system's own saturation that is offered; 0 when it is not an open loop. */
    public double share() {
        return switch (this) {
            case LATENCY_30 -> 0.3;
            case LATENCY_60 -> 0.6;
            case SATURATION, DUPLICATES, BURST, WEBHOOKS -> 0;
        };
    }

    /**
     * By titles; {@code latency} stands for both shares.
     *
     * @throws IllegalArgumentException naming a title that is none
     */
    public static Set<Scenario> parse(List<String> titles) {
        Set<Scenario> scenarios = EnumSet.noneOf(Scenario.class);
        for (String title : titles) {
            List<Scenario> meant =
                    List.of(values()).stream()
                            .filter(one ->
                                    one.title().equals(title)
                                            || (one.share() > 0 && title.equals("latency")))
                            .toList();
            if (meant.isEmpty()) {
                throw new IllegalArgumentException(
                        "scenarios: there is no '%s'; there are %s and latency"
                                .formatted(
                                        title,
                                        List.of(values()).stream().map(Scenario::title).toList()));
            }
            scenarios.addAll(meant);
        }
        return scenarios;
    }
}
