package io.forebay.standalone;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * The configuration files of services that run apart, against one broker and one Redis.
 *
 * @param payloads where large payloads are, as YAML
 * @param objects which objects tenants may name, as YAML
 */
record ServiceFiles(Servers servers, Path directory, String payloads, String objects) {

    /** With payloads in a directory, and no objects that tenants may name. */
    ServiceFiles(Servers servers, Path directory) {
        this(
                servers,
                directory,
                "{ directory: \"%s\" }".formatted(directory.resolve("payloads")),
                "{}");
    }

    static final String ID_SECRET = "the same on every ingest node";

    private static final String PEPPER = "known to every ingest node";

    private static final String TOPICS =
            "topics: { flight-partitions: 4, work-partitions: 4, replication-factor: 1, min-insync-replicas: 1 }";

    /** A dispatcher, a result store, a worker and, last, an ingest node. */
    List<ServiceProcess> startOneOfEach(String number, Closing closing) {
        return List.of(
                closing.add(dispatcher(number)),
                closing.add(resultStore(number)),
                closing.add(worker(number)),
                closing.add(ingest(number)));
    }

    /** All that is behind the ingest nodes. */
    List<ServiceProcess> startPipeline(String number, Closing closing) {
        return List.of(
                closing.add(dispatcher(number)),
                closing.add(resultStore(number)),
                closing.add(worker(number)));
    }

    /** A dispatcher, a result store and, last, an ingest node. */
    List<ServiceProcess> startAllButWorkers(String number, Closing closing) {
        return List.of(
                closing.add(dispatcher(number)),
                closing.add(resultStore(number)),
                closing.add(ingest(number)));
    }

    Api api(int port) {
        return new Api(URI.create("http://127.0.0.1:" + port), tenant().apiKey());
    }

    ServiceProcess dispatcher(String number) {
        return dispatcher(number, "");
    }

    /**
     * @param more keys, as YAML
     */
    ServiceProcess dispatcher(String number, String more) {
        int ops = FreePorts.any();
        return start(
                "dispatcher-" + number,
                "io.forebay.dispatcher.Main",
                """
                %s
                state: { dir: "%s" }
                ops: { port: %d }
                %s
                """
                        .formatted(common(), directory.resolve("dispatcher-" + number), ops, more),
                ops);
    }

    ServiceProcess resultStore(String number) {
        int ops = FreePorts.any();
        return start(
                "results-" + number,
                "io.forebay.results.Main",
                """
                %s
                redis: { address: "%s" }
                payloads: %s
                ops: { port: %d }
                """
                        .formatted(common(), servers.redisAddress(), payloads, ops),
                ops);
    }

    ServiceProcess worker(String number) {
        return worker(number, "");
    }

    /**
     * @param more keys, as YAML
     */
    ServiceProcess worker(String number, String more) {
        return worker(number, RunningForebay.MODELS, "digits", "process", more);
    }

    /** A worker that serves one model. */
    ServiceProcess worker(String number, Path repository, String model, String isolation) {
        return worker(number, repository, model, isolation, "");
    }

    private ServiceProcess worker(
            String number, Path repository, String model, String isolation, String more) {
        int ops = FreePorts.any();
        return start(
                "worker-" + number,
                "io.forebay.worker.Main",
                """
                %s
                models: [%s]
                model-repository: "%s"
                payloads: %s
                isolation: { mode: %s }
                ops: { port: %d }
                %s
                """
                        .formatted(
                                common(),
                                model,
                                repository.toAbsolutePath().normalize(),
                                payloads,
                                isolation,
                                ops,
                                more),
                ops);
    }

    ServiceProcess ingest(String number) {
        return ingest(
                number,
                "{ rate: 1000000, burst: 1000000, limits: { bytes: 100GiB, lines: 1000000000, streams: 20000 } }");
    }

    /**
     * @param admission what tenants may submit, as YAML
     */
    ServiceProcess ingest(String number, String admission) {
        int port = FreePorts.any();
        return start(
                "ingest-" + number,
                "io.forebay.ingest.Main",
                """
                %s
                http: { host: 127.0.0.1, port: %d, max-connections: 20000, streams: { max-per-tenant: 20000 } }
                admission: %s
                reader: { redis: { address: "%s" } }
                payloads: %s
                objects: %s
                jobs: { id-secret: "%s" }
                auth: { pepper: "%s", operators: [local], keys: [ { tenant: local, digest: %s, scopes: [submit, read, operate] } ] }
                """
                        .formatted(
                                common(),
                                port,
                                admission,
                                servers.redisAddress(),
                                payloads,
                                objects,
                                ID_SECRET,
                                PEPPER,
                                tenant().apiKeyDigest(PEPPER)),
                port);
    }

    String apiKey() {
        return tenant().apiKey();
    }

    private LocalTenant tenant() {
        return LocalTenant.of(servers.home());
    }

    private String common() {
        return "kafka: { bootstrap-servers: \"%s\" }\n%s"
                .formatted(servers.bootstrapServers(), TOPICS);
    }

    private ServiceProcess start(String name, String main, String yaml, int port) {
        return ServiceProcess.start(directory, name, main, yaml, port);
    }
}
