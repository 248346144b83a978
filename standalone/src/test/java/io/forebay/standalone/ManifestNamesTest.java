package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.manifests.scaling.DrainCheck;
import io.forebay.schemas.config.ConfigReader;
import io.forebay.worker.WorkerConfig;
import org.junit.jupiter.api.Test;

/** What the checker of manifests knows of the services is what they are. */
class ManifestNamesTest {

    @Test
    void aWorkerDrainsForAsLongAsTheCheckerThinks() {
        WorkerConfig worker =
                ConfigReader.withoutEnvironment().read("{}", "defaults", WorkerConfig.class);

        assertThat(DrainCheck.DRAIN_TIMEOUT).isEqualTo(worker.drainTimeout());
    }
}
