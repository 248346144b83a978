package io.forebay.results.reader;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineCursorTest {

    @Test
    void isReadBackAsItWasWritten() {
        LineCursor cursor =
                LineCursor.START.with(0, 0).with(23, 127).with(7, 128).with(3, 1L << 52);

        assertThat(LineCursor.parse(cursor.text())).contains(cursor);
        assertThat(cursor.of(23)).isEqualTo(127);
        assertThat(cursor.of(1)).isEqualTo(-1);
        assertThat(LineCursor.parse("")).contains(LineCursor.START);
    }

    @Test
    void whatIsNoCursorIsToldFromOne() {
        assertThat(LineCursor.parse("not base64!")).isEmpty();
        assertThat(LineCursor.parse("_w")).isEmpty();
        assertThat(LineCursor.parse("____________________")).isEmpty();
        assertThat(LineCursor.parse("A".repeat(100_000))).isEmpty();
    }
}
