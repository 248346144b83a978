package io.forebay.loadtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaemonTest {

    @Test
    void exchangedItIsOfTheOtherVersionUntilItIsExchangedAgain(@TempDir Path directory)
            throws Exception {
        Path log = directory.resolve("log");
        try (Daemon daemon =
                new Daemon(
                        Role.WORKER,
                        "worker",
                        List.of("sh", "-c", "echo $CLASSPATH $LEVEL"),
                        new ClassPaths("new", "old").with(Map.of("LEVEL", "INFO")),
                        log,
                        () -> true)) {
            run(daemon);
            daemon.exchange();
            run(daemon);
            run(daemon);
            daemon.exchange();
            run(daemon);
        }

        assertThat(Files.readAllLines(log))
                .containsExactly("new INFO", "old INFO", "old INFO", "new INFO");
    }

    private static void run(Daemon daemon) {
        daemon.start();
        await().until(() -> !daemon.isAlive());
    }
}
