package io.forebay.ingest.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CustomIdsTest {

    @Test
    void knowsEveryNameHoweverManyThereAre() {
        CustomIds names = new CustomIds();
        int many = 20_000;
        for (int i = 0; i < many; i++) {
            assertThat(names.add("row-" + i)).as("row-%d is new", i).isTrue();
        }
        for (int i = 0; i < many; i += 7) {
            assertThat(names.add("row-" + i)).as("row-%d is known", i).isFalse();
        }
        assertThat(names.add("row-" + many)).isTrue();
    }
}
