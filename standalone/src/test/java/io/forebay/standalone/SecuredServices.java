package io.forebay.standalone;

import com.sun.net.httpserver.HttpServer;
import io.forebay.schemas.topic.TopicConfig;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.Lane;
import io.forebay.standalone.home.Home;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** One of each service, each with the credentials of its own principal. */
final class SecuredServices {

    private final SecuredServers servers;
    private final Path directory;
    private final LocalTenant tenant;
    private final int ingestPort = FreePorts.any();
    private final HttpServer receiver;
    private final AtomicInteger calls = new AtomicInteger();

    SecuredServices(SecuredServers servers, Path directory) throws IOException {
        this.servers = servers;
        this.directory = directory;
        this.tenant = LocalTenant.of(Home.open(directory.resolve("home")));
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    List<ServiceProcess> start(Closing closing) {
        // The first call fails, so that one is made again.
        receiver.createContext(
                "/hook",
                exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    exchange.sendResponseHeaders(calls.incrementAndGet() == 1 ? 500 : 204, -1);
                    exchange.close();
                });
        receiver.start();
        closing.add(() -> receiver.stop(0));
        return List.of(
                closing.add(dispatcher()),
                closing.add(results()),
                closing.add(worker()),
                closing.add(scaler()),
                closing.add(ingest()));
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + ingestPort);
    }

    String apiKey() {
        return tenant.apiKey();
    }

    Api api() {
        return new Api(uri(), tenant.apiKey());
    }

    String hook() {
        return "http://127.0.0.1:%d/hook".formatted(receiver.getAddress().getPort());
    }

    int hookCalls() {
        return calls.get();
    }

    /** What KEDA's Kafka scaler asks: the end of the topics, and how far the groups have come. */
    void lookAsKedaDoes(TopicConfig topics) throws ExecutionException, InterruptedException {
        Map<String, Object> client = new HashMap<>(servers.client("forebay-keda"));
        client.put("bootstrap.servers", servers.bootstrapServers());
        String work = Topics.work("digits", Lane.INTERACTIVE).name();
        try (Admin admin = Admin.create(client)) {
            admin.describeTopics(List.of(work)).allTopicNames().get();
            Map<TopicPartition, OffsetSpec> ends =
                    IntStream.range(0, topics.workPartitions())
                            .boxed()
                            .collect(
                                    Collectors.toMap(
                                            partition -> new TopicPartition(work, partition),
                                            partition -> OffsetSpec.latest()));
            admin.listOffsets(ends).all().get();
            admin.listConsumerGroupOffsets(Topics.workerGroup("digits", Lane.INTERACTIVE))
                    .partitionsToOffsetAndMetadata()
                    .get();
        }
    }

    private ServiceProcess dispatcher() {
        int ops = FreePorts.any();
        return start(
                "dispatcher",
                "io.forebay.dispatcher.Main",
                """
                state: { dir: "%s" }
                timing: { payload-grace: 0s, housekeeping: 200ms }
                ops: { port: %d }
                """
                        .formatted(directory.resolve("state"), ops),
                ops);
    }

    private ServiceProcess results() {
        int ops = FreePorts.any();
        return start(
                "results",
                "io.forebay.results.Main",
                """
                redis: %s
                payloads: { directory: "%s" }
                %s
                ops: { port: %d }
                """
                        .formatted(
                                servers.redisYaml("forebay-results"),
                                directory.resolve("payloads"),
                                webhooks(),
                                ops),
                ops);
    }

    private ServiceProcess worker() {
        int ops = FreePorts.any();
        return start(
                "worker",
                "io.forebay.worker.Main",
                """
                models: [digits, notes]
                model-repository: "%s"
                payloads: { directory: "%s" }
                output-inline-limit: 1
                ops: { port: %d }
                """
                        .formatted(
                                RunningForebay.MODELS.toAbsolutePath().normalize(),
                                directory.resolve("payloads"),
                                ops),
                ops);
    }

    private ServiceProcess scaler() {
        int ops = FreePorts.any();
        return start(
                "scaler",
                "io.forebay.scaler.Main",
                "grpc: { port: %d }\nops: { port: %d }\n".formatted(FreePorts.any(), ops),
                ops);
    }

    private ServiceProcess ingest() {
        return start(
                "ingest",
                "io.forebay.ingest.Main",
                """
                http: { host: 127.0.0.1, port: %d }
                reader: { redis: %s }
                payloads: { directory: "%s" }
                %s
                jobs: { id-secret: "%s" }
                auth: { keys: [ { tenant: local, digest: %s } ] }
                """
                        .formatted(
                                ingestPort,
                                servers.redisYaml("forebay-ingest"),
                                directory.resolve("payloads"),
                                webhooks(),
                                ServiceFiles.ID_SECRET,
                                tenant.apiKeyDigest("")),
                ingestPort);
    }

    private static String webhooks() {
        return """
        webhooks:
          secret-key: the same for ingest and the result store
          targets: { http: true, ports: [], addresses: ["127.0.0.0/8"] }
        """;
    }

    private ServiceProcess start(String name, String main, String yaml, int port) {
        String properties =
                servers.client("forebay-" + name).entrySet().stream()
                        .map(one -> "    %s: \"%s\"\n".formatted(one.getKey(), one.getValue()))
                        .collect(Collectors.joining());
        String whole =
                """
                kafka:
                  bootstrap-servers: "%s"
                  properties:
                %s
                topics: { flight-partitions: 2, work-partitions: 2, replication-factor: 1, min-insync-replicas: 1 }
                %s
                """
                        .formatted(servers.bootstrapServers(), properties, yaml);
        return ServiceProcess.start(directory, name, main, whole, port);
    }
}
