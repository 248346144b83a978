package io.forebay.ingest.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.ingest.http.DataSize;
import io.forebay.ingest.problem.LimitSeen;
import io.forebay.ingest.testing.TestingClock;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.wire.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class OpenJobsTest {

    private static final int MOST = 10;

    private final TestingClock clock = new TestingClock();
    private final Backlog backlog = new Backlog();
    private final Quotas quotas =
            new Quotas(
                    new AdmissionConfig(
                            100.0,
                            100,
                            new TenantLimits(new DataSize(1000), 10, 4, MOST),
                            Map.of(
                                    "large",
                                    new Quota(
                                            100, 100, new TenantLimits(null, null, null, 100_000))),
                            Duration.ofSeconds(1)),
                    clock);
    private final List<String> looks = new ArrayList<>();
    private volatile OptionalLong open = OptionalLong.of(0);
    private final OpenJobs openJobs = new OpenJobs(this::count, quotas, backlog, clock);

    private OptionalLong count(String tenant) {
        looks.add(tenant);
        return open;
    }

    @Test
    void refusesATenantWithAsManyAsItMayUntilSomeEnd() {
        assertThat(openJobs.admit("a")).isEmpty();
        look(MOST - 1);
        assertThat(openJobs.admit("a")).isEmpty();
        look(MOST);

        var refusal = openJobs.admit("a").orElseThrow();
        assertThat(refusal.code()).isEqualTo(ProblemCode.TOO_MANY_REQUESTS);
        assertThat(refusal.limit()).isEqualTo(new LimitSeen("open_jobs", MOST, MOST + 1));
        assertThat(refusal.retryAfter()).isPositive();
        assertThat(openJobs.admit("b")).as("another tenant").isEmpty();

        look(MOST - 1);
        assertThat(openJobs.admit("a")).isEmpty();
    }

    @Test
    void isNotFooledByHowManyCameAndWentWhileItDidNotLook() {
        openJobs.admit("a");
        look(3);
        for (int i = 0; i < 100 * MOST; i++) {
            assertThat(openJobs.admit("a")).isEmpty();
        }
    }

    @Test
    void looksAsOftenAsTheLimitCouldBeReached() {
        openJobs.admit("a");
        openJobs.admit("large");
        openJobs.look();
        openJobs.admit("a");
        openJobs.admit("large");
        clock.advance(Duration.ofSeconds(1));
        openJobs.look();
        assertThat(looks).as("10 are reached at once").filteredOn("a"::equals).hasSize(2);
        assertThat(looks).as("100,000 are not").filteredOn("large"::equals).hasSize(1);

        clock.advance(Duration.ofSeconds(30));
        openJobs.look();
        assertThat(looks).as("nothing came since").filteredOn("a"::equals).hasSize(2);
        assertThat(looks).as("at the latest").filteredOn("large"::equals).hasSize(2);
    }

    @Test
    void holdsWhileTheViewIsAway() {
        openJobs.admit("a");
        look(4);
        open = OptionalLong.empty();
        clock.advance(Duration.ofMinutes(1));
        waits(1000);

        for (int i = 4; i < MOST; i++) {
            assertThat(openJobs.admit("a")).as("job %d", i).isEmpty();
        }
        assertThat(openJobs.admit("a")).as("it may have as many open").isPresent();

        waits(MOST - 1);
        assertThat(openJobs.admit("a")).as("all tenants together have fewer waiting").isEmpty();
    }

    @Test
    void asksForNobodyElseOnceTheViewIsAway() {
        openJobs.admit("a");
        openJobs.admit("b");
        open = OptionalLong.empty();
        openJobs.look();
        assertThat(looks).hasSize(1);
    }

    private void look(long seen) {
        open = OptionalLong.of(seen);
        clock.advance(Duration.ofSeconds(1));
        openJobs.look();
    }

    private void waits(long flights) {
        backlog.accept(
                Map.of(new ModelLane("sum", Lane.INTERACTIVE), new LaneOffsets(flights, 0)),
                clock.instant());
    }
}
