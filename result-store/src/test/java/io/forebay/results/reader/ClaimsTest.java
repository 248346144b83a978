package io.forebay.results.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.results.fixture.Jobs;
import io.forebay.results.reader.JobReader.Claimed;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class ClaimsTest {

    @Test
    void readsBackWhatItWrites() {
        Claimed claimed = new Claimed(new Jobs(InstantSource.system()).id(1), "abc123");

        assertThat(Claims.parse(Claims.text(claimed))).contains(claimed);
    }

    @Test
    void takesNothingElseForAClaim() {
        assertThat(Claims.parse("")).isEmpty();
        assertThat(Claims.parse("abc")).isEmpty();
        assertThat(Claims.parse("job_x digest")).isEmpty();
    }
}
