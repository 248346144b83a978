package io.forebay.results.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.State;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReadRulesTest {

    private static final long HIGHEST = 50;

    /** Every kind of position: is the view to be believed? */
    static Stream<Arguments> positions() {
        return Stream.of(
                Arguments.of(Optional.empty(), false),
                Arguments.of(Optional.of(""), false),
                Arguments.of(Optional.of("nonsense"), false),
                Arguments.of(Optional.of("rebuilding:0"), false),
                Arguments.of(Optional.of("rebuilding:50"), false),
                Arguments.of(Optional.of("rebuilding:60"), false),
                Arguments.of(Optional.of("0"), false),
                Arguments.of(Optional.of("49"), false),
                Arguments.of(Optional.of("50"), true),
                Arguments.of(Optional.of("51"), true));
    }

    @ParameterizedTest
    @MethodSource("positions")
    void showsAnEndedJobWhateverTheViewIsLike(Optional<String> position, boolean believed) {
        for (State state :
                new State[] {State.SUCCEEDED, State.FAILED, State.CANCELED, State.EXPIRED}) {
            JobState job = job(state);
            assertThat(ReadRules.decide(position, HIGHEST, Optional.of(job)))
                    .isEqualTo(new Reading.Found(job));
        }
    }

    @ParameterizedTest
    @MethodSource("positions")
    void showsAnOpenJobOnlyFromABelievedView(Optional<String> position, boolean believed) {
        for (State state : new State[] {State.QUEUED, State.RUNNING}) {
            JobState job = job(state);
            Reading reading = ReadRules.decide(position, HIGHEST, Optional.of(job));
            if (believed) {
                assertThat(reading).isEqualTo(new Reading.Found(job));
            } else {
                assertThat(reading).isInstanceOf(Reading.Unavailable.class);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("positions")
    void missesAJobOnlyFromABelievedView(Optional<String> position, boolean believed) {
        assertThat(ReadRules.decide(position, HIGHEST, Optional.empty()))
                .isInstanceOf(believed ? Reading.NotRecorded.class : Reading.Unavailable.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"QUEUED", "RUNNING", "UNRECOGNIZED"})
    void neverTakesAnOpenOrUnknownStateForFinal(State state) {
        assertThat(io.forebay.results.state.Lifecycle.hasEnded(state)).isFalse();
    }

    @Test
    void remembersOnlyTheHighestLivePosition() {
        HighestPositions highest = new HighestPositions(2);
        highest.saw(1, Optional.of("5"));
        highest.saw(1, Optional.of("3"));
        highest.saw(1, Optional.of("rebuilding:9"));
        highest.saw(1, Optional.empty());

        assertThat(highest.of(1)).isEqualTo(5);
        assertThat(highest.of(0)).isZero();
    }

    private static JobState job(State state) {
        return JobState.newBuilder().setJobId("x").setState(state).build();
    }
}
