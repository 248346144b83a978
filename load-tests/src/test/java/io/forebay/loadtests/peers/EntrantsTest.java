package io.forebay.loadtests.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.forebay.loadtests.peers.system.Contestant;
import io.forebay.loadtests.peers.system.NodePackages;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntrantsTest {

    /** Nothing can be installed here: it does not say what. */
    @TempDir private Path empty = Path.of("");

    @Test
    void whoeverCannotRunIsSkippedAloudWhereNobodyWasNamed() throws InterruptedException {
        Entrants entrants = Entrants.of(List.of(), new NodePackages(empty));

        assertThat(entrants.contestants()).containsExactly(Contestant.FOREBAY, Contestant.LOOP);
        assertThat(entrants.leftOut()).get().asString().startsWith("SKIPPED: bullmq, bullmq-batch");
    }

    @Test
    void whoeverWasNamedMustRun() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Entrants.of(List.of("loop", "bullmq"), new NodePackages(empty)))
                .withMessageContaining("--systems forebay,loop");
    }

    @Test
    void nodeIsNotAskedForByThoseWhoDoWithoutIt() throws InterruptedException {
        Entrants entrants = Entrants.of(List.of("loop", "forebay"), new NodePackages(empty));

        assertThat(entrants.contestants()).containsExactly(Contestant.LOOP, Contestant.FOREBAY);
        assertThat(entrants.leftOut()).isEmpty();
    }
}
