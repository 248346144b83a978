package io.forebay.standalone.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A single KRaft broker in this process, on loopback. Its directory outlives it: a second start on
 * the same directory finds every topic, offset and record again.
 */
public final class EmbeddedKafka implements AutoCloseable {

    private static final int NODE_ID = 1;

    private final KafkaRaftServer server;
    private final String bootstrapServers;

    private EmbeddedKafka(KafkaRaftServer server, String bootstrapServers) {
        this.server = server;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts the broker and returns when it answers.
     *
     * @param ports may differ from those of the last start
     */
    public static EmbeddedKafka start(Path directory, BrokerPorts ports) {
        return start(directory, ports, Map.of());
    }

    /**
     * The same with further settings, such as other listeners and who may do what.
     *
     * @param further by their Kafka names; they win over the broker's own
     */
    public static EmbeddedKafka start(
            Path directory, BrokerPorts ports, Map<String, String> further) {
        BrokerSettings settings =
                new BrokerSettings(NODE_ID, directory.resolve("log"), ports, further);
        if (Killed.ran(settings.logDirectory())) {
            Killed.strikeOut(settings);
        }
        format(settings);
        KafkaRaftServer server =
                new KafkaRaftServer(
                        KafkaConfig.fromProps(settings.toProperties(), false), Time.SYSTEM);
        server.startup();
        return new EmbeddedKafka(server, "127.0.0.1:" + ports.broker());
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(BrokerSettings settings) {
        if (Files.exists(settings.logDirectory().resolve("meta.properties"))) {
            return;
        }
        try (PrintStream silence =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            Files.createDirectories(settings.logDirectory());
            new Formatter()
                    .setPrintStream(silence)
                    .setNodeId(NODE_ID)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setControllerListenerName(BrokerSettings.CONTROLLER)
                    .addDirectory(settings.logDirectory().toString())
                    .setMetadataLogDirectory(settings.logDirectory().toString())
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot format " + settings.logDirectory(), e);
        } catch (Exception e) { // the formatter declares no narrower one
            throw new IllegalStateException("cannot format " + settings.logDirectory(), e);
        }
    }
}
