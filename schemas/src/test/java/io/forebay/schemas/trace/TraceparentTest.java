package io.forebay.schemas.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceparentTest {

    private static final String TEXT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    void isReadAndWrittenAsW3cHasIt() {
        assertThat(Traceparent.of(Traceparent.read(TEXT))).isEqualTo(TEXT);
        assertThat(Traceparent.read(TEXT).isRemote()).isTrue();
        assertThat(Traceparent.traceId(TEXT)).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(Traceparent.isSampled(TEXT)).isTrue();
        assertThat(Traceparent.isSampled(TEXT.replace("-01", "-00"))).isFalse();
        assertThat(Traceparent.isSampled(TEXT.replace("-01", "-02"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00-trace-span-01",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0af7651916cd43dd8448eb211c8031zz-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-x1",
                "00-0AF7651916CD43DD8448EB211C80319C-B7AD6B7169203331-01"
            })
    void whatNamesNoSpanIsNone(String text) {
        assertThat(Traceparent.read(text).isValid()).isFalse();
        assertThat(Traceparent.of(Traceparent.read(text))).isEmpty();
    }

    @Test
    void whatIsNoTraceIsNotFollowed() {
        assertThat(Traceparent.isSampled(TEXT.replace("-01", "-x1"))).isFalse();
        assertThat(Traceparent.traceId(TEXT.replace("-01", "-x1"))).isEmpty();
    }
}
