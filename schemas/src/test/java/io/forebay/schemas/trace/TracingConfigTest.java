package io.forebay.schemas.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.schemas.config.ConfigReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TracingConfigTest {

    @Test
    void isOffUnlessThereIsAnEndpoint() {
        assertThat(TracingConfig.DEFAULT).isEqualTo(new TracingConfig("", 0.01));
        assertThat(TracingConfig.DEFAULT.makesSpans()).isFalse();
        assertThat(new TracingConfig("http://c:4318", null).makesSpans()).isTrue();
    }

    /** It is printed at the start, and what is printed can be a configuration again. */
    @Test
    void isPrintedWithItsKeysAlone() {
        ConfigReader reader = ConfigReader.withoutEnvironment();
        TracingConfig config = new TracingConfig("http://c:4318", 0.5);
        assertThat(reader.read(reader.write(config), "printed", TracingConfig.class))
                .isEqualTo(config);
    }

    @ParameterizedTest
    @CsvSource({
        "http://c:4318, http://c:4318/v1/traces",
        "http://c:4318/, http://c:4318/v1/traces",
        "https://c/otlp/v1/traces, https://c/otlp/v1/traces"
    })
    void addsThePathOfOtlpWhereThereIsNone(String endpoint, String url) {
        assertThat(new TracingConfig(endpoint, null).url()).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(strings = {"c:4318", "ftp://c", "http://", "http://c?x", " "})
    void refusesWhatIsNoUrl(String endpoint) {
        assertThatThrownBy(() -> new TracingConfig(endpoint, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("http://collector:4318");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void refusesWhatIsNoShare(double ratio) {
        assertThatThrownBy(() -> new TracingConfig("", ratio))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 to 1");
    }
}
