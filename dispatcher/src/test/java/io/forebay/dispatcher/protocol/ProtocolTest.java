package io.forebay.dispatcher.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every order of events keeps the promises; without any one of the guards, some order does not. */
class ProtocolTest {

    private static final int FAULTS = 1;

    @Test
    void noOrderOfEventsBreaksAPromise() {
        Search search = new Search(new Protocol(EnumSet.allOf(Guard.class)));

        assertThat(search.run(FAULTS)).isEmpty();
        // It has looked at something.
        assertThat(search.worlds()).isGreaterThan(10_000);
    }

    @ParameterizedTest
    @CsvSource({
        "DEDUPLICATION,    goes on after its end",
        "FENCE,            was decided by a run of",
        "ENDS_ABSORB,      goes on after its end",
        "HEIR,             wait for ever",
        "ONE_TRANSACTION,  goes on after its end",
        "COMMIT_WHEN_DONE, wait for ever",
        "DOUBT,            the reader saw",
        "VIEW_POSITION,    the reader saw"
    })
    void withoutAGuardSomeOrderBreaksAPromise(Guard guard, String breach) {
        Optional<Search.Counterexample> found =
                new Search(new Protocol(EnumSet.complementOf(EnumSet.of(guard)))).run(FAULTS);

        assertThat(found).as("without " + guard).isPresent();
        System.out.println("without " + guard + ": " + found.get().breach());
        found.get().steps().forEach(step -> System.out.println("    " + step));
        assertThat(found.get().breach()).contains(breach);
        assertThat(found.get().steps()).isNotEmpty();
    }
}
