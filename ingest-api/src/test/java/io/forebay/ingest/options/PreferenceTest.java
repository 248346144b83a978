package io.forebay.ingest.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PreferenceTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    respond-async            | true  | -  | respond-async
                    wait=5                   | false | 5  | wait=5
                    WAIT = 5                 | false | 5  | wait=5
                    wait="5"                 | false | 5  | wait=5
                    wait=5; strict           | false | 5  | wait=5
                    respond-async, wait=10   | true  | 10 | respond-async, wait=10
                    wait=10, wait=20         | false | 10 | wait=10
                    wait=0                   | false | 0  | wait=0
                    wait=600                 | false | 60 | wait=60
                    wait=-1                  | false | -  | -
                    wait=x                   | false | -  | -
                    wait                     | false | -  | -
                    wait=99999999999         | false | -  | -
                    return=minimal           | false | -  | -
                    ;,=,""                   | false | -  | -
                    """)
    void understandsWhatItKnowsAndIgnoresTheRest(
            String header, boolean async, Long seconds, String applied) {
        Preference preference = Preference.parse(List.of(header));

        assertThat(preference.respondAsync()).isEqualTo(async);
        assertThat(preference.waitUpTo(LIMIT))
                .isEqualTo(Optional.ofNullable(seconds).map(Duration::ofSeconds));
        assertThat(preference.applied(LIMIT)).isEqualTo(Optional.ofNullable(applied));
    }

    @Test
    void readsEveryHeader() {
        assertThat(Preference.parse(List.of("wait=3", "respond-async")))
                .isEqualTo(new Preference(true, Duration.ofSeconds(3)));
        assertThat(Preference.parse(List.of())).isEqualTo(Preference.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "30,30000",
        "0.5,500",
        "1.25,1250",
        "30s,30000",
        "250ms,250",
        "2m,120000",
        "PT1.5S,1500",
        "1d,86400000"
    })
    void readsDurationsAsClientsWriteThem(String text, long millis) {
        assertThat(Timings.parse(text)).contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"''", "-1", "x", "1e3", "PT-1S", "1.", "99999999999"})
    void refusesWhatIsNoDuration(String text) {
        assertThat(Timings.parse(text)).isEmpty();
    }
}
