package io.forebay.loadtests.torture;

import io.forebay.loadtests.check.Verdict;
import io.forebay.loadtests.history.Event;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What came of a campaign.
 *
 * @param faults that were inflicted
 * @param load how long jobs were offered and faults lasted
 */
public record CampaignResult(
        TortureConfig config,
        int faults,
        Duration load,
        List<Event> history,
        List<Verdict> verdicts) {

    public CampaignResult {
        history = List.copyOf(history);
        verdicts = List.copyOf(verdicts);
    }

    /** Whether every promise was kept. */
    public boolean kept() {
        return verdicts.stream().allMatch(Verdict::kept);
    }

    /** What the checker of this name says. */
    public Optional<Verdict> verdict(String checker) {
        return verdicts.stream().filter(one -> one.checker().equals(checker)).findFirst();
    }
}
