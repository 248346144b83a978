package io.forebay.loadtests.batch;

import io.forebay.loadtests.option.KeyOptions;
import io.forebay.loadtests.report.Median;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code forebay bench batch}: one batch, beside interactive jobs at a steady rate. */
@Command(
        name = "batch",
        mixinStandardHelpOptions = true,
        description = "Runs a batch for the model noop beside interactive jobs, and both alone.")
public final class BatchCommand implements Callable<Integer> {

    private static final Pattern LOCATION = Pattern.compile("/v1/batches/[a-z0-9_]+");
    private static final int SEEDS_OF_A_ROUND = 3;
    private static final Pattern COMPLETED = Pattern.compile("\"completed\":(\\d+)");

    @Option(names = "--url", defaultValue = "http://127.0.0.1:8080", description = "Of the API.")
    private URI url = URI.create("http://127.0.0.1:8080");

    @Mixin private KeyOptions instance = new KeyOptions();

    @Option(names = "--lines", defaultValue = "100000", description = "Of the batch.")
    private int lines;

    @Option(names = "--warmup-lines", defaultValue = "20000", description = "Of one before it.")
    private int warmupLines;

    @Option(names = "--rate", defaultValue = "50", description = "Interactive jobs a second.")
    private double rate;

    @Option(names = "--alone", defaultValue = "30", description = "Seconds without a batch.")
    private int alone;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            description = "Each alone, then under a batch; the ratio is their median.")
    private int rounds;

    @Option(names = "--seed", defaultValue = "0", description = "0 = another one each time.")
    private long seed;

    @Spec private CommandSpec spec = CommandSpec.create();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private record Done(double linesPerSecond, double megabytesPerSecond, long completed) {}

    private record Round(Interactive.Outcome before, Interactive.Outcome during, Done done) {

        boolean isRight(int lines) {
            return done.completed() == lines && before.failed() == 0 && during.failed() == 0;
        }
    }

    @Override
    public Integer call() throws Exception {
        if (rounds < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--rounds must be at least 1, not " + rounds);
        }
        PrintWriter out = spec.commandLine().getOut();
        String key = instance.key();
        long first = seed == 0 ? System.nanoTime() : seed;
        Interactive jobs = new Interactive(http, url, key, rate);
        if (warmupLines > 0) {
            CompletableFuture<Done> warm =
                    CompletableFuture.supplyAsync(() -> batch(key, warmupLines, first + 1));
            var _ = jobs.run(Duration.ofMinutes(5), warm::isDone, first + 2);
            show(out, "warm-up, batch", warm.get());
        }
        double[] ratios = new double[rounds];
        boolean right = true;
        for (int round = 0; round < rounds; round++) {
            Round one = round(jobs, key, first + 3 + (long) round * SEEDS_OF_A_ROUND);
            ratios[round] = one.during().p99Ms() / one.before().p99Ms();
            right &= one.isRight(lines);
            out.printf("p99 under the batch / alone: %.2f%n", ratios[round]);
        }
        out.printf("median of %d: %.2f%n", rounds, Median.of(ratios));
        return right ? 0 : 1;
    }

    private Round round(Interactive jobs, String key, long from) throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Interactive.Outcome before = jobs.run(Duration.ofSeconds(alone), () -> false, from);
        show(out, "alone", before);
        CompletableFuture<Done> running =
                CompletableFuture.supplyAsync(() -> batch(key, lines, from + 1));
        Interactive.Outcome during = jobs.run(Duration.ofMinutes(30), running::isDone, from + 2);
        Done done = running.get();
        show(out, "batch", done);
        show(out, "under the batch", during);
        return new Round(before, during, done);
    }

    private Done batch(String key, int count, long from) {
        LineSource source = new LineSource(count, from);
        long began = System.nanoTime();
        try {
            HttpResponse<String> created =
                    http.send(
                            request("/v1/batches", key)
                                    .header("Content-Type", "application/x-ndjson")
                                    .POST(HttpRequest.BodyPublishers.ofInputStream(() -> source))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            double uploaded = seconds(began);
            Matcher self = LOCATION.matcher(created.headers().firstValue("Location").orElse(""));
            if (!self.find()) {
                throw new IllegalStateException("the batch was refused: " + created.body());
            }
            String body = created.body();
            while (!body.contains("\"terminal\":true")) {
                Thread.sleep(100);
                body =
                        http.send(
                                        request(self.group(), key).build(),
                                        HttpResponse.BodyHandlers.ofString())
                                .body();
            }
            Matcher completed = COMPLETED.matcher(body);
            return new Done(
                    count / seconds(began),
                    source.bytes() / 1e6 / uploaded,
                    completed.find() ? Long.parseLong(completed.group(1)) : 0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder request(String path, String key) {
        return HttpRequest.newBuilder(url.resolve(path)).header("Authorization", "Bearer " + key);
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    private static void show(PrintWriter out, String what, Done done) {
        out.printf(
                "%s: %.0f lines/s end to end, %.2f MB/s in, %d completed%n",
                what, done.linesPerSecond(), done.megabytesPerSecond(), done.completed());
        out.flush();
    }

    private static void show(PrintWriter out, String what, Interactive.Outcome outcome) {
        out.printf(
                "%s: %d interactive jobs, %d failed, p50 %.1f ms, p99 %.1f ms%n",
                what, outcome.answered(), outcome.failed(), outcome.p50Ms(), outcome.p99Ms());
        out.flush();
    }
}
