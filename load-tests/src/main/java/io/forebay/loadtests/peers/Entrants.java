package io.forebay.loadtests.peers;

import io.forebay.loadtests.peers.system.Contestant;
import io.forebay.loadtests.peers.system.NodePackages;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who takes part.
 *
 * @param leftOut who does not, and why; empty when nobody who was wanted is missing
 */
record Entrants(List<Contestant> contestants, Optional<String> leftOut) {

    Entrants {
        contestants = List.copyOf(contestants);
    }

    /**
     * All that were named. Where none was, all there are; but those on Node only where it runs.
     *
     * @throws IllegalArgumentException when a system is named that there is not
     * @throws IllegalStateException when one is named that cannot run here
     */
    static Entrants of(List<String> named, NodePackages packages) throws InterruptedException {
        List<Contestant> wanted =
                named.isEmpty() ? List.of(Contestant.values()) : Contestant.parse(named);
        if (wanted.stream().noneMatch(Contestant::needsNode)) {
            return new Entrants(wanted, Optional.empty());
        }
        Optional<String> problem = packages.install();
        if (problem.isPresent() && !named.isEmpty()) {
            throw new IllegalStateException(
                    problem.get() + "\n--systems forebay,loop compares without Node");
        }
        return problem.map(why -> withoutNode(wanted, why))
                .orElseGet(() -> new Entrants(wanted, Optional.empty()));
    }

    private static Entrants withoutNode(List<Contestant> wanted, String why) {
        Stream<String> missing =
                wanted.stream().filter(Contestant::needsNode).map(Contestant::title);
        return new Entrants(
                wanted.stream().filter(one -> !one.needsNode()).toList(),
                Optional.of("SKIPPED: %s: %s".formatted(String.join(", ", missing.toList()), why)));
    }
}
