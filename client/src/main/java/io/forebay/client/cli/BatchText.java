package io.forebay.client.cli;

import io.forebay.client.Batch;
import java.util.Locale;

/** A batch in words. */
final class BatchText {

    private BatchText() {}

    static String of(Batch batch) {
        Batch.Counts counts = batch.counts();
        return String.format(
                Locale.ROOT,
                "%s %s%n  lines %d: %d completed, %d failed, %d canceled, %d expired, %d running, %d queued%n  cache saved %d runs%s",
                batch.id(),
                batch.status(),
                counts.total(),
                counts.completed(),
                counts.failed(),
                counts.canceled(),
                counts.expired(),
                counts.running(),
                counts.queued(),
                batch.saved(),
                batch.problem().map(why -> System.lineSeparator() + "  error: " + why).orElse(""));
    }

    static int status(Batch batch) {
        if (!batch.settled()) {
            return ExitCodes.STILL_OPEN;
        }
        return batch.counts().allCompleted() && batch.problem().isEmpty()
                ? ExitCodes.OK
                : ExitCodes.FAILED;
    }
}
