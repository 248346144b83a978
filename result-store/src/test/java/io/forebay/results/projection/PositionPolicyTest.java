package io.forebay.results.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.results.projection.Resume.Cause;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PositionPolicyTest {

    private static final LogRange LOG = new LogRange(10, 100);

    @Test
    void followsFromALivePosition() {
        assertThat(resume("42")).isEqualTo(new Resume.Follow(42));
    }

    @Test
    void takesBothEndsOfTheLogForPositions() {
        assertThat(resume("10")).isEqualTo(new Resume.Follow(10));
        assertThat(resume("100")).isEqualTo(new Resume.Follow(100));
    }

    @Test
    void rebuildsFromTheBeginningWithoutAPosition() {
        assertThat(PositionPolicy.resume(Optional.empty(), LOG))
                .isEqualTo(new Resume.Rebuild(10, 100, Cause.ABSENT));
    }

    @Test
    void continuesARebuildUpToTheEndOfNow() {
        assertThat(resume("rebuilding:42"))
                .isEqualTo(new Resume.Rebuild(42, 100, Cause.UNFINISHED));
    }

    @Test
    void rebuildsWhenThePositionIsNotInTheLog() {
        Resume anew = new Resume.Rebuild(10, 100, Cause.OUT_OF_LOG);
        assertThat(resume("9")).isEqualTo(anew);
        assertThat(resume("101")).isEqualTo(anew);
        assertThat(resume("rebuilding:9")).isEqualTo(anew);
        assertThat(resume("rebuilding:101")).isEqualTo(anew);
        assertThat(resume("-1")).isEqualTo(anew);
    }

    @Test
    void rebuildsWhenThePositionIsNone() {
        assertThat(resume("what?")).isEqualTo(new Resume.Rebuild(10, 100, Cause.OUT_OF_LOG));
        assertThat(resume("")).isEqualTo(new Resume.Rebuild(10, 100, Cause.OUT_OF_LOG));
    }

    private static Resume resume(String found) {
        return PositionPolicy.resume(Optional.of(found), LOG);
    }
}
