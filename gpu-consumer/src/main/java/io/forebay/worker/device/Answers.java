package io.forebay.worker.device;

import io.forebay.schemas.wire.Execution;
import io.forebay.worker.attempt.Ended;
import io.forebay.worker.attempt.Ending;
import io.forebay.worker.model.RunOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** From what an engine answered to how the attempts end. */
final class Answers {

    private Answers() {}

    static List<Ended> toEndings(List<Work> works, RunOutcome.Ran ran) {
        List<Ended> ended = new ArrayList<>(works.size());
        for (int i = 0; i < works.size(); i++) {
            Work work = works.get(i);
            Ending ending =
                    switch (ran.answers().get(i)) {
                        case RunOutcome.Answer.Output(var output) ->
                                new Ending.Landed(output, execution(work, works.size(), ran));
                        case RunOutcome.Answer.Unusable(var problem) -> Ending.permanent(problem);
                    };
            ended.add(new Ended(work.attempt(), ending));
        }
        return ended;
    }

    private static Execution execution(Work work, int batchSize, RunOutcome.Ran ran) {
        return Execution.newBuilder()
                .setBatchSize(batchSize)
                .setBatchWaitUs(TimeUnit.NANOSECONDS.toMicros(work.attempt().waited().toNanos()))
                .setInferUs(TimeUnit.NANOSECONDS.toMicros(ran.inferTime().toNanos()))
                .setExecutionProvider(work.model().executionProvider())
                .setPrecision(work.model().precision())
                .build();
    }
}
