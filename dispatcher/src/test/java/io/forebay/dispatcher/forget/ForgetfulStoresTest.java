package io.forebay.dispatcher.forget;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forebay.dispatcher.meter.DispatcherMeters;
import io.forebay.dispatcher.streams.GroupConfig;
import io.forebay.dispatcher.streams.KafkaConfig;
import io.forebay.dispatcher.streams.PaceConfig;
import io.forebay.dispatcher.streams.StateConfig;
import io.forebay.dispatcher.streams.StoreMemory;
import io.forebay.dispatcher.streams.StreamsProperties;
import io.forebay.dispatcher.streams.StreamsSettings;
import io.forebay.schemas.topic.Forgetting;
import io.forebay.schemas.topic.TopicConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real RocksDB, whose files are searched for what it was told to forget. */
final class ForgetfulStoresTest {

    private static final Duration LAG = Duration.ofSeconds(8);
    private static final String STORE = "store";
    private static final byte[] KEY = {1};
    private static final String SECRET = "a text that is nowhere else: 4f1c09ab7e";

    @TempDir Path directory;

    private final ForgetfulStores forgetful =
            new ForgetfulStores(new Forgetting(LAG), Set.of(STORE));
    private final StateConfig config = new StateConfig(null, 32, 16);
    private final StoreMemory memory = new StoreMemory(config);

    @AfterEach
    void close() {
        forgetful.close();
        memory.close();
    }

    @Test
    void whatIsDeletedLeavesTheFilesInTime() {
        try (TopologyTestDriver driver = driver()) {
            forgetful.start();
            KeyValueStore<byte[], byte[]> store = driver.getKeyValueStore(STORE);
            store.put(new byte[] {2}, new byte[1_000]);
            store.put(KEY, SECRET.getBytes(US_ASCII));
            await().atMost(LAG).until(() -> files().size() == 1);

            store.delete(KEY);
            await().atMost(LAG).until(() -> files().isEmpty());
            assertThat(store.get(new byte[] {2})).as("what was not deleted").hasSize(1_000);
        }
    }

    @Test
    void aStoreThatNobodyWritesToIsLeftAlone() {
        try (TopologyTestDriver driver = driver()) {
            forgetful.start();
            KeyValueStore<byte[], byte[]> store = driver.getKeyValueStore(STORE);
            store.put(KEY, SECRET.getBytes(US_ASCII));
            await().atMost(LAG).until(() -> files().size() == 1);
            // Once more for what was written, and for what had been before the start.
            await().pollDelay(LAG).until(() -> true);
            List<Path> settled = files();
            await().pollDelay(LAG).until(() -> true);
            assertThat(files()).isEqualTo(settled);
        }
    }

    private TopologyTestDriver driver() {
        Properties properties =
                StreamsProperties.of(
                        new StreamsSettings(
                                KafkaConfig.DEFAULT,
                                TopicConfig.DEFAULT,
                                GroupConfig.DEFAULT,
                                PaceConfig.DEFAULT,
                                new StateConfig(directory, 32, 16)),
                        new DispatcherMeters(new SimpleMeterRegistry()),
                        memory,
                        forgetful);
        Topology topology = new Topology(new TopologyConfig(new StreamsConfig(properties)));
        topology.addSource("in", new ByteArrayDeserializer(), new ByteArrayDeserializer(), "in");
        topology.addProcessor("process", Idle::new, "in");
        topology.addStateStore(
                Stores.keyValueStoreBuilder(
                        ForgetfulStores.supplier(STORE), Serdes.ByteArray(), Serdes.ByteArray()),
                "process");
        return new TopologyTestDriver(topology, properties);
    }

    private static final class Idle implements Processor<byte[], byte[], Void, Void> {

        @Override
        public void process(Record<byte[], byte[]> record) {}
    }

    /** Those with the secret in them. */
    private List<Path> files() {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> text(file).contains(SECRET))
                    .toList();
        } catch (UncheckedIOException e) {
            return files();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), ISO_8859_1);
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
