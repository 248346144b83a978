package io.forebay.worker.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.schemas.config.ConfigException;
import io.forebay.schemas.config.ConfigReader;
import io.forebay.worker.onnx.OnnxConfig.ExecutionProvider;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OnnxConfigTest {

    @Test
    void pinsTheDefaults() {
        assertThat(read("{}"))
                .isEqualTo(new OnnxConfig(ExecutionProvider.CPU, 0, 1, false, Map.of()))
                .isEqualTo(OnnxConfig.DEFAULT);
    }

    @Test
    void readsEveryKey() {
        assertThat(
                        read(
                                """
                                execution-provider: cuda
                                device-id: 1
                                intra-op-threads: 2
                                shared-threads: true
                                provider-options: { gpu_mem_limit: "1000" }
                                """))
                .isEqualTo(
                        new OnnxConfig(
                                ExecutionProvider.CUDA,
                                1,
                                2,
                                true,
                                Map.of("gpu_mem_limit", "1000")));
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> read("intra-op-threads: 0"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("intra-op-threads must be at least 1");
        assertThatThrownBy(() -> read("device-id: -1"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("device-id must be at least 0");
    }

    private static OnnxConfig read(String yaml) {
        return ConfigReader.withoutEnvironment().read(yaml, "test", OnnxConfig.class);
    }
}
