package io.forebay.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.dispatcher.DispatcherConfig;
import io.forebay.ingest.IngestConfig;
import io.forebay.results.ResultStoreConfig;
import io.forebay.scaler.ScalerConfig;
import io.forebay.schemas.config.ConfigReader;
import io.forebay.worker.WorkerConfig;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The files that a release has for services to begin with are taken by them, and fit together. */
class ConfigurationsTest {

    private static final Path FOLDER = Path.of("layout", "config");
    private static final ConfigReader READER = ConfigReader.withoutEnvironment();

    private final IngestConfig ingest =
            READER.read(FOLDER.resolve("ingest.yaml"), IngestConfig.class);
    private final DispatcherConfig dispatcher =
            READER.read(FOLDER.resolve("dispatcher.yaml"), DispatcherConfig.class);
    private final ResultStoreConfig results =
            READER.read(FOLDER.resolve("results.yaml"), ResultStoreConfig.class);
    private final WorkerConfig worker =
            READER.read(FOLDER.resolve("worker.yaml"), WorkerConfig.class);
    private final ScalerConfig scaler =
            READER.read(FOLDER.resolve("scaler.yaml"), ScalerConfig.class);

    @Test
    void thereIsOneForEachServiceAndNoOther() {
        assertThat(Release.list(FOLDER, ""))
                .extracting(file -> file.getFileName().toString())
                .containsExactly(
                        "dispatcher.yaml",
                        "ingest.yaml",
                        "results.yaml",
                        "scaler.yaml",
                        "worker.yaml");
    }

    @Test
    void allAgreeOnTopicsAndOnWherePayloadsAre() {
        assertThat(dispatcher.topics())
                .isEqualTo(ingest.topics())
                .isEqualTo(results.topics())
                .isEqualTo(worker.topics())
                .isEqualTo(scaler.topics());
        assertThat(ingest.payloads()).isEqualTo(results.payloads()).isEqualTo(worker.payloads());
    }

    @Test
    void onOneMachineNoTwoListenOnOnePort() {
        Map<Integer, String> ports = new LinkedHashMap<>();
        ports.put(ingest.http().port(), "ingest");
        ports.put(dispatcher.ops().port(), "dispatcher");
        ports.put(results.ops().port(), "results");
        ports.put(worker.ops().port(), "worker");
        ports.put(scaler.ops().port(), "scaler");
        ports.put(scaler.grpc().port(), "scaler's gRPC");

        assertThat(ports).hasSize(6);
    }

    /** A release has no secret of its own: whoever installs it has to set one. */
    @Test
    void noSecretIsShipped() {
        assertThat(ingest.jobs().idSecretBytes()).isEmpty();
        assertThat(ingest.auth().keys()).isEmpty();
    }
}
