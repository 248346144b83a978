package io.forebay.worker.fake;

import io.forebay.worker.batch.BatchFormer;
import io.forebay.worker.batch.Draw;
import io.forebay.worker.device.Work;
import java.util.List;

/** What a batch of a {@link FakeEngine} would be of. */
public final class Drawn {

    private Drawn() {}

    /** Draws all that is ready, and names it. */
    public static List<String> names(BatchFormer<Work> former, long now) {
        if (!(former.draw(now, bucket -> 100, work -> true) instanceof Draw.Batch<Work> drawn)) {
            return List.of();
        }
        return drawn.batch().stream()
                .map(work -> ((FakeEngine.Named) work.input()).name())
                .toList();
    }
}
