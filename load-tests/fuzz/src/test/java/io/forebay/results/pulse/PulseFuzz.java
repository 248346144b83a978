package io.forebay.results.pulse;

import static io.forebay.fuzz.Property.holds;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.forebay.fuzz.Parts;
import java.util.List;

/** Shares of the pulse in Redis, which other releases may have written. */
final class PulseFuzz {

    @FuzzTest
    void share(byte[] bytes) {
        PulseStore.parse(Parts.text(bytes))
                .ifPresent(share -> {
                    Pulse sum = Pulse.sum(List.of(share, share), share.at());
                    holds(sum.slots().size() <= 2 * Pulse.SLOTS, "more slots than are kept");
                });
    }
}
