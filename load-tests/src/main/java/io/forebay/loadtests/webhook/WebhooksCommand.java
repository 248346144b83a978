package io.forebay.loadtests.webhook;

import io.forebay.loadtests.model.BenchModels;
import io.forebay.loadtests.option.KeyOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code forebay bench webhooks}: submits jobs whose ends are told to several receivers, some of
 * which refuse every first attempt. Exits with 0 when everything was delivered under one id.
 */
@Command(
        name = "webhooks",
        mixinStandardHelpOptions = true,
        description = "Measures webhooks with receivers some of which fail.")
public final class WebhooksCommand implements Callable<Integer> {

    @Option(names = "--url", defaultValue = "http://127.0.0.1:8080", description = "The instance.")
    private URI url = URI.create("http://127.0.0.1:8080");

    @Mixin private KeyOptions instance = new KeyOptions();

    @Option(names = "--jobs", defaultValue = "1000", description = "Default: ${DEFAULT-VALUE}.")
    private int jobs;

    @Option(names = "--receivers", defaultValue = "10", description = "Default: ${DEFAULT-VALUE}.")
    private int receivers;

    @Option(names = "--failing", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}.")
    private int failing;

    @Option(
            names = "--warm-up",
            defaultValue = "2000",
            description = "Jobs told of before any is measured (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(names = "--timeout", defaultValue = "PT2M", description = "Default: ${DEFAULT-VALUE}.")
    private Duration timeout = Duration.ofMinutes(2);

    @Spec private CommandSpec spec = CommandSpec.create();

    private static final int OUTSTANDING = 64;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (Receivers hosts = new Receivers(receivers, failing);
                HttpClient http =
                        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            Tenant tenant = new Tenant(url, instance.key(), http);
            List<String> places = new ArrayList<>();
            try {
                for (String host : hosts.urls()) {
                    String id =
                            tenant.post(
                                            "/v1/webhook-endpoints",
                                            "{\"url\":\"%s\",\"events\":[\"job.succeeded\"]}"
                                                    .formatted(host))
                                    .path("id")
                                    .asText();
                    places.add("/v1/webhook-endpoints/" + id);
                }
                submit(tenant, 0, warmUp);
                boolean warm = await(hosts, warmUp);
                hosts.forget();
                long began = System.nanoTime();
                submit(tenant, warmUp, jobs);
                Duration submitted = Duration.ofNanos(System.nanoTime() - began);
                boolean whole = await(hosts, jobs);
                report(hosts, submitted, Duration.ofNanos(System.nanoTime() - began));
                return warm && whole && hosts.changed() == 0 ? 0 : 1;
            } finally {
                places.forEach(tenant::delete);
            }
        }
    }

    private void submit(Tenant tenant, int first, int count) throws InterruptedException {
        Semaphore outstanding = new Semaphore(OUTSTANDING);
        for (int i = first; i < first + count; i++) {
            // A tensor of the model noop; the number makes each job another.
            String body =
                    "{\"inputs\":[{\"name\":\"%s\",\"shape\":[1,64],\"datatype\":\"UINT8\",\"data\":[%s]}]}"
                            .formatted(BenchModels.INPUT, data(i));
            outstanding.acquire();
            Thread.ofVirtual()
                    .start(() -> {
                        try {
                            tenant.post("/v1/models/noop/jobs", body);
                        } finally {
                            outstanding.release();
                        }
                    });
        }
        outstanding.acquire(OUTSTANDING);
    }

    private static String data(int seed) {
        StringBuilder data = new StringBuilder("" + (seed & 0xFF) + "," + (seed >> 8 & 0xFF));
        IntStream.range(2, 64).forEach(_ -> data.append(",7"));
        return data.toString();
    }

    private boolean await(Receivers hosts, int count) throws InterruptedException {
        long until = System.nanoTime() + timeout.toNanos();
        while (hosts.arrivals().size() < count * receivers) {
            if (System.nanoTime() > until) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return true;
    }

    private void report(Receivers hosts, Duration submitted, Duration took) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "accepted %d jobs in %.1f s: %.0f/s%n",
                jobs, submitted.toMillis() / 1000.0, jobs * 1000.0 / submitted.toMillis());
        int delivered = hosts.arrivals().size();
        out.printf(
                "delivered %d of %d in %.1f s: %.0f/s; more than once %d; changed %d%n",
                delivered,
                jobs * receivers,
                took.toMillis() / 1000.0,
                delivered * 1000.0 / took.toMillis(),
                hosts.arrivals().values().stream().filter(one -> one.times() > 1).count(),
                hosts.changed());
        for (boolean fails : new boolean[] {false, true}) {
            long[] delays =
                    hosts.arrivals().values().stream()
                            .filter(one -> hosts.isFailing(one.receiver()) == fails)
                            .mapToLong(Receivers.Arrival::delayMillis)
                            .sorted()
                            .toArray();
            if (delays.length > 0) {
                out.printf(
                        "%s receivers: p50 %d ms, p99 %d ms, max %d ms after the job's end%n",
                        fails ? "failing" : "good",
                        delays[delays.length / 2],
                        delays[delays.length * 99 / 100],
                        delays[delays.length - 1]);
            }
        }
        out.flush();
    }
}
