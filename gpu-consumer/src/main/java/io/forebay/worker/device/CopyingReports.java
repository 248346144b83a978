package io.forebay.worker.device;

import io.forebay.worker.attempt.Attempt;
import io.forebay.worker.attempt.Ended;
import io.forebay.worker.attempt.Reports;
import java.util.List;

/** Tells on what has ended, and then lets copies be made of it. */
public record CopyingReports(Reports reports, ShadowRuns copies) implements Reports {

    @Override
    public void ended(List<Ended> ended) {
        reports.ended(ended);
        copies.ended(ended);
    }

    @Override
    public void running(Attempt attempt) {
        reports.running(attempt);
    }
}
