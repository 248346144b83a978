package io.forebay.scaler.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LanesTest {

    private static final Map<String, String> METADATA =
            Map.of("model", "notes", "maxReplicas", "24", "coldStartSeconds", "60");

    private final FakeLane lane = new FakeLane();
    private final Lanes lanes = lanes();

    @Test
    void aRestartedScalerDecidesAsTheOneBefore() {
        long arrived = 0;
        lanes.report(METADATA);
        int workers = 0;
        for (int look = 0; look < 2 * 60 * 12; look++) {
            arrived += 25;
            lane.pass(Duration.ofSeconds(5));
            lane.shows(arrived, arrived, workers);
            lanes.decideAll((name, why) -> {});
            workers = lanes.report(METADATA).replicas();
        }
        LaneReport before = lanes.report(METADATA);

        Lanes restarted = lanes();
        restarted.report(METADATA);
        lane.pass(Duration.ofSeconds(5));
        lane.shows(arrived + 25, arrived + 25, workers);
        restarted.decideAll((name, why) -> {});
        LaneReport after = restarted.report(METADATA);

        assertThat(before.decision().forecast().point()).isBetween(4.2, 5.5);
        assertThat(after.decision().forecast().point())
                .isBetween(
                        before.decision().forecast().point() * 0.95,
                        before.decision().forecast().point() * 1.05);
        assertThat(after.replicas()).isEqualTo(before.replicas());
    }

    @Test
    void shadowModeAsksForWhatIsNeededWithoutAForecast() {
        Map<String, String> shadow =
                Map.of("model", "notes", "maxReplicas", "24", "mode", "shadow");
        lanes.report(shadow);
        long arrived = 0;
        for (int look = 0; look < 1_000; look++) {
            arrived += look % 100 < 50 ? 50 : 0;
            lane.pass(Duration.ofSeconds(5));
            lane.shows(arrived, arrived, 1);
            lanes.decideAll((name, why) -> {});
        }
        LaneReport report = lanes.report(shadow);
        assertThat(report.replicas()).isEqualTo(report.decision().withoutForecast());
        assertThat(report.decision().replicas()).isGreaterThan(report.replicas());
    }

    private Lanes lanes() {
        return new Lanes(lane, lane, lane, Duration.ofSeconds(60));
    }
}
