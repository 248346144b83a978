package io.forebay.manifests.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script that tells the cluster which worker to take first, with a kubectl that only pretends.
 */
class DeletionCostTest {

    private static final Path SCRIPT = Path.of("../components/deletion-cost/set-costs.sh");

    /**
     * Three pods: one with another cost than it has, one that is right already, one that does not
     * answer.
     */
    private static final String KUBECTL =
            """
            #!/bin/sh
            case "$*" in
            *"get pods"*) printf 'busy 0\\nright 3\\nsilent 4\\n' ;;
            *busy:9402*) printf '# TYPE\\nforebay_worker_in_hand{lane="bulk"} 5.0\\nforebay_worker_in_hand{lane="interactive"} 2.0\\nforebay_worker_in_hand_other 9\\n' ;;
            *right:9402*) printf 'forebay_worker_in_hand{lane="bulk"} 3.0\\n' ;;
            *silent:9402*) exit 1 ;;
            *annotate*) echo "$*" >>"$CALLS" ;;
            esac
            """;

    @Test
    void aWorkerCostsWhatItHasInHand(@TempDir Path folder) throws Exception {
        Path kubectl = Files.writeString(folder.resolve("kubectl"), KUBECTL);
        assertThat(kubectl.toFile().setExecutable(true)).isTrue();

        assertThat(run(folder)).isZero();

        assertThat(folder.resolve("calls"))
                .hasContent(
                        "annotate pod busy --overwrite controller.kubernetes.io/pod-deletion-cost=7");
    }

    private static int run(Path folder) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("sh", SCRIPT.toString()).inheritIO();
        builder.environment()
                .putAll(
                        Map.of(
                                "PATH",
                                folder + ":" + System.getenv("PATH"),
                                "CALLS",
                                folder.resolve("calls").toString(),
                                "NAMESPACE",
                                "forebay",
                                "ROUNDS",
                                "1"));
        Process process = builder.start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
