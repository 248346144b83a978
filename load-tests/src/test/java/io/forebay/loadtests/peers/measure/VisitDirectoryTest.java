package io.forebay.loadtests.peers.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VisitDirectoryTest {

    @TempDir private Path directory = Path.of("");

    @Test
    void dataGoesAndLogsStay() throws IOException {
        Files.createDirectories(directory.resolve("kafka/log"));
        Files.writeString(directory.resolve("kafka/log/00000.log"), "records");
        Files.writeString(directory.resolve("broker.log"), "started");

        new VisitDirectory(directory).keepLogs();

        assertThat(directory).isDirectoryNotContaining("glob:**kafka");
        assertThat(directory.resolve("broker.log")).hasContent("started");
    }

    @Test
    void nothingOfAnEarlierRunIsFound() throws IOException {
        VisitDirectory again = new VisitDirectory(directory.resolve("loop-1")).again();
        Files.createDirectories(again.path());
        Files.writeString(again.path().resolve("worker.log"), "ready");

        again.clear();

        assertThat(directory.resolve("loop-1-again")).doesNotExist();
        again.clear(); // and nothing to clear is no failure
    }
}
