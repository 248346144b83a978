package io.forebay.dispatcher.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.id.JobId;
import io.forebay.schemas.id.JobIdMint;
import io.forebay.schemas.id.Route;
import io.forebay.schemas.wire.Attempt;
import io.forebay.schemas.wire.WireProblem;
import io.forebay.schemas.wire.WorkItem;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class DeadLettersTest {

    private static final WireProblem PROBLEM =
            WireProblem.newBuilder().setCode("execution-failed").setDetail("no memory").build();

    @Test
    void namesAThousandJobsAtMost() {
        JobIdMint mint =
                new JobIdMint(
                        new byte[16], InstantSource.system(), new Random(1), Duration.ofDays(1));
        JobId first = mint.mint("acme", new Route(1));
        DeadLetters letter =
                DeadLetters.begin(WorkItem.getDefaultInstance(), PROBLEM, List.of(), 5);
        letter.mourner(first);
        for (int i = 0; i < 2_000; i++) {
            letter.mourner(mint.mint("acme", new Route(1)));
        }

        assertThat(letter.end().getJobIdsList()).hasSize(1_000).startsWith(first.text());
    }

    @Test
    void tellsJobsTheLastCause() {
        Attempt attempt = Attempt.getDefaultInstance();

        WireProblem told = DeadLetters.exhausted(List.of(attempt, attempt, attempt), PROBLEM);

        assertThat(told.getCode()).isEqualTo("attempts-exhausted");
        assertThat(told.getDetail())
                .isEqualTo("3 attempts failed; the last: execution-failed: no memory");
    }
}
