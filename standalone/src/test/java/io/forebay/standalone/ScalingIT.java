package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forebay.scaler.KafkaConfig;
import io.forebay.scaler.ListenConfig;
import io.forebay.scaler.Scaler;
import io.forebay.scaler.ScalerConfig;
import io.forebay.schemas.topic.TopicConfig;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.ScalerMinute;
import io.forebay.simulation.emulator.Emulator;
import io.forebay.simulation.emulator.RealTriggers;
import io.forebay.simulation.emulator.ScaledObject;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/**
 * KEDA and the HPA as formulas, everything else real: a ScaledObject's file, the scaler over gRPC,
 * a broker, worker processes that come and go. Ten seconds of the story pass in one.
 *
 * <p>On a busy machine the broker logs OutOfOrderSequenceException of the dispatcher's producer
 * ("incoming seq. 1, expected 0 for transactions v2 idempotent producer with no existing state"),
 * mostly for changelogs. It is no loss and no test that killed something: each transaction begins a
 * new epoch, whose first batch waits in the broker until its partition is verified to be part of
 * the transaction; the next one, already in flight, finds no state and is refused. The producer
 * says OUT_OF_ORDER_SEQUENCE_NUMBER, "retrying", and sends both again in order. A whole rehearsed
 * day with 164 of them lost no job.
 */
class ScalingIT {

    private static final int SPEED = 10;
    private static final Duration START = Duration.ofMinutes(2);
    private static final long BURST = 300;
    private static final long BURST_END = 420;
    private static final long END = 540;

    /** Per second of the story: two workers' work, as the scaler is told. */
    private static final double BURST_RATE = 1.6;

    private final List<String> accepted = new ArrayList<>();
    private volatile Instant begun = Instant.now();

    @Test
    void workersAreThereBeforeTheBurstThatCameYesterdayAndNoJobIsLost() throws Exception {
        Path directory = RunningForebay.freshHome();
        try (Servers servers = Servers.start(directory);
                Closing closing = new Closing()) {
            ServiceFiles files = new ServiceFiles(servers, directory);
            List<ServiceProcess> others =
                    List.of(
                            closing.add(files.dispatcher("1")),
                            closing.add(files.resultStore("1")),
                            closing.add(files.ingest("1")));
            try (WorkerPool pool = new WorkerPool(files, closing);
                    Admin admin =
                            Admin.create(Map.of("bootstrap.servers", servers.bootstrapServers()))) {
                pool.order(1); // It applies the model, and then sleeps like the others.
                await().atMost(START)
                        .until(() ->
                                pool.allReady()
                                        && others.stream().allMatch(ServiceProcess::isReady));
                pool.order(0);
                try (Scaler scaler = scaler(servers)) {
                    remember(servers);
                    begun = Instant.now(); // nobody has asked the scaler for the time yet
                    slice(pool, admin, scaler, files.api(others.getLast().port()));
                }
                // Whatever still waits is done by one worker more.
                pool.order(1);
                Api api = files.api(others.getLast().port());
                for (String id : accepted) {
                    await().atMost(START)
                            .until(() ->
                                    api.get("/v1/jobs/" + id + "?wait=5s")
                                            .json()
                                            .path("state")
                                            .asText()
                                            .equals("succeeded"));
                }
            }
        }
    }

    private void slice(WorkerPool pool, Admin admin, Scaler scaler, Api api) throws Exception {
        ManagedChannel channel =
                NettyChannelBuilder.forAddress("127.0.0.1", scaler.grpcPort())
                        .usePlaintext()
                        .build();
        Emulator emulator =
                new Emulator(
                        ScaledObject.read(Path.of("src/test/resources/scaling/digits.yaml")),
                        new RealTriggers(admin, channel, pressed()));
        int inQuiet = Integer.MAX_VALUE;
        int underCron = 0;
        int beforeBurst = 0;
        double owed = 0;
        double last = 0;
        while (story() < END) {
            double now = story();
            pool.order(emulator.replicas(now, pool.replicas()));
            inQuiet = now < 55 ? Math.min(inQuiet, pool.replicas()) : inQuiet;
            underCron = now > 70 && now < 120 ? Math.max(underCron, pool.replicas()) : underCron;
            beforeBurst = now < BURST ? pool.replicas() : beforeBurst;
            owed += now >= BURST && now < BURST_END ? (now - last) * BURST_RATE : 0;
            last = now;
            for (; owed >= 1; owed--) {
                accepted.add(submit(api));
            }
            await().pollDelay(Duration.ofMillis(200)).until(() -> true);
        }
        channel.shutdownNow();
        assertThat(inQuiet).as("asleep").isZero();
        assertThat(underCron).as("the schedule's floor").isGreaterThanOrEqualTo(1);
        assertThat(beforeBurst).as("ordered before the burst").isGreaterThanOrEqualTo(2);
        assertThat(accepted).hasSizeGreaterThan(100);
    }

    /** Seconds of the story, which begins 12 h into a day. */
    private double story() {
        return Duration.between(begun, Instant.now()).toMillis() * SPEED / 1e3;
    }

    private InstantSource pressed() {
        return () -> Instant.parse("2026-01-06T12:00:00Z").plusMillis((long) (story() * 1e3));
    }

    private Scaler scaler(Servers servers) {
        return Scaler.start(
                new ScalerConfig(
                        new KafkaConfig(servers.bootstrapServers(), Map.of()),
                        TopicConfig.of(4, 4, 1, 1),
                        new ListenConfig("127.0.0.1", 0),
                        null,
                        new ListenConfig("127.0.0.1", 0),
                        Duration.ofMillis(500),
                        Duration.ofMinutes(10)),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                pressed());
    }

    /** Two days on which the burst came at this time. */
    private static void remember(Servers servers) throws Exception {
        long from = Instant.parse("2026-01-04T12:00:00Z").getEpochSecond() / 60;
        long until = Instant.parse("2026-01-06T11:59:00Z").getEpochSecond() / 60;
        long perMinute = Math.round(BURST_RATE * 60);
        try (KafkaProducer<String, ScalerMinute> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", servers.bootstrapServers()),
                        Topics.SCALER_HISTORY.key().serializer(),
                        Topics.SCALER_HISTORY.value().serializer())) {
            long arrived = -2 * perMinute * (BURST_END - BURST) / 60;
            for (long minute = from; minute <= until; minute++) {
                long ofDay = Math.floorMod(minute - from, 1_440L) * 60;
                arrived += ofDay > BURST && ofDay <= BURST_END ? perMinute : 0;
                var _ =
                        producer.send(
                                new ProducerRecord<>(
                                        Topics.SCALER_HISTORY.name(),
                                        "digits/all/" + minute % (1 << 14),
                                        ScalerMinute.newBuilder()
                                                .setMinute(minute)
                                                .setArrived(arrived)
                                                .build()));
            }
            producer.flush();
        }
    }

    private String submit(Api api) {
        int seed = accepted.size();
        Api.Answer answer =
                api.post(
                        "/v1/models/digits/jobs",
                        tensor(seed),
                        "Idempotency-Key",
                        "\"scaled-%d\"".formatted(seed));
        assertThat(answer.status()).isIn(200, 202);
        return answer.json().path("id").asText();
    }

    private static String tensor(int seed) {
        Random random = new Random(seed);
        return """
        {"inputs":[{"name":"image","shape":[1,1,32,32],"datatype":"FP32","data":[%s]}]}\
        """
                .formatted(
                        IntStream.range(0, 32 * 32)
                                .mapToObj(i -> Float.toString(random.nextFloat()))
                                .collect(Collectors.joining(",")));
    }
}
