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

    @Test
    void onceEndedItIsNotStartedAgain(@TempDir Path directory) {
        try (Daemon daemon =
                new Daemon(
                        Role.WORKER,
                        "worker",
                        List.of("sleep", "60"),
                        ClassPaths.of("any").with(Map.of()),
                        directory.resolve("log"),
                        () -> true)) {
            daemon.start();
            assertThat(daemon.isAlive()).isTrue();
            daemon.end();
            daemon.start();
            assertThat(daemon.isAlive()).isFalse();
            assertThat(daemon.starts()).isEqualTo(1);
        }
    }

    private static void run(Daemon daemon) {
        daemon.start();
        await().until(() -> !daemon.isAlive());
    }
}
