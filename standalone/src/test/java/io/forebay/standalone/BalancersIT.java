package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forebay.standalone.Api.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Two ingest nodes behind each load balancer, with the configurations that we ship: a killed node
 * is taken out, and no accepted job is lost.
 */
class BalancersIT {

    private static final int JOBS = 120;
    private static final int CLIENTS = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static Path directory = Path.of("");
    private static final Closing CLOSING = new Closing();
    private static List<ServiceFiles> files = List.of();

    private final Map<Integer, String> ids = new ConcurrentHashMap<>();

    @BeforeAll
    static void startThePipeline() {
        directory = RunningForebay.freshHome();
        Servers servers = CLOSING.add(Servers.start(directory));
        ServiceFiles services = new ServiceFiles(servers, directory);
        files = List.of(services);
        List<ServiceProcess> pipeline = services.startPipeline("b", CLOSING);
        await().atMost(PATIENCE).until(() -> pipeline.stream().allMatch(ServiceProcess::isReady));
    }

    @AfterAll
    static void stop() {
        CLOSING.close();
    }

    @Test
    void layer4ByHaproxy() throws Exception {
        throughADyingNode(
                "l4", (folder, nodes) -> Balancer.haproxy("haproxy-l4.cfg", folder, nodes), true);
    }

    @Test
    void layer7ByHaproxy() throws Exception {
        throughADyingNode(
                "l7", (folder, nodes) -> Balancer.haproxy("haproxy-l7.cfg", folder, nodes), true);
    }

    @Test
    void layer7ByNginx() throws Exception {
        throughADyingNode(
                "n7", (folder, nodes) -> Balancer.nginx("nginx-l7.conf", folder, nodes), false);
    }

    @FunctionalInterface
    private interface Start {
        Balancer with(Path folder, List<Integer> nodes) throws IOException;
    }

    private void throughADyingNode(String name, Start start, boolean saysStatus) throws Exception {
        ServiceFiles services = files.getFirst();
        Path folder = Files.createDirectories(directory.resolve(name));
        try (ServiceProcess first = services.ingest(name + "-1");
                ServiceProcess second = services.ingest(name + "-2");
                Balancer balancer = start.with(folder, List.of(first.port(), second.port()))) {
            await().atMost(PATIENCE).until(() -> first.isReady() && second.isReady());
            if (saysStatus) {
                await().atMost(PATIENCE)
                        .ignoreExceptions()
                        .failFast("the balancer has ended", () -> !balancer.isRunning())
                        .untilAsserted(
                                () -> assertThat(balancer.status("ingest-1")).startsWith("UP"));
            }
            Api api = services.api(balancer.port());
            load(api, name, first);
            if (saysStatus) {
                await().atMost(Duration.ofSeconds(10))
                        .untilAsserted(
                                () -> assertThat(balancer.status("ingest-1")).startsWith("DOWN"));
            }
            everyRequestIsAnswered(api, name);
            everyAcceptedJobEnds(api);
        }
    }

    /**
     * As careful clients do: again under the same key until it is acknowledged. One node dies on
     * the way.
     */
    private void load(Api api, String name, ServiceProcess victim) throws Exception {
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<?>> submissions = new ArrayList<>();
            for (int job = 0; job < JOBS; job++) {
                int number = job;
                submissions.add(clients.submit(() -> submit(api, name, number)));
            }
            await().atMost(PATIENCE).until(() -> ids.size() >= JOBS / 4);
            victim.kill();
            for (Future<?> one : submissions) {
                one.get();
            }
        }
        assertThat(ids).hasSize(JOBS);
        assertThat(ids.values()).doesNotHaveDuplicates();
    }

    private void submit(Api api, String name, int number) {
        for (int attempt = 0; attempt < 200; attempt++) {
            try {
                Answer answer = post(api, name, number);
                if (answer.status() == 202 || answer.status() == 200) {
                    ids.put(number, answer.json().path("id").asText());
                    return;
                }
                assertThat(answer.status()).isIn(502, 503, 504);
            } catch (UncheckedIOException e) {
                // The connection went down with its node.
            }
        }
        throw new AssertionError("job " + number + " was not accepted in 200 attempts");
    }

    private static Answer post(Api api, String name, int number) {
        return api.post(
                "/v1/models/digits/jobs",
                Tensors.digit(name.hashCode() + number),
                "Idempotency-Key",
                "\"%s-%d\"".formatted(name, number));
    }

    /** The dead node gets no more of them. */
    private static void everyRequestIsAnswered(Api api, String name) {
        for (int request = 0; request < 40; request++) {
            assertThat(post(api, name + "-after", request).status()).isIn(200, 202);
        }
    }

    private void everyAcceptedJobEnds(Api api) {
        for (String id : ids.values()) {
            await().atMost(PATIENCE)
                    .until(
                            () -> api.get("/v1/jobs/" + id + "?wait=5s"),
                            answer ->
                                    answer.status() == 200
                                            && answer.json()
                                                    .path("state")
                                                    .asText()
                                                    .equals("succeeded"));
        }
    }
}
