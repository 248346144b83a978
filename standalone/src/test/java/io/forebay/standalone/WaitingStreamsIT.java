package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forebay.loadtests.job.Target;
import io.forebay.loadtests.machine.Meter;
import io.forebay.loadtests.machine.NamedPid;
import io.forebay.loadtests.streams.Waiting;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/**
 * Many streams wait on one ingest node of its own process. With {@code -Dstreams.waiters=10000
 * -Dstreams.idle=30} it is the measurement in docs/benchmarks/streams.md.
 */
class WaitingStreamsIT {

    private static final Duration START = Duration.ofMinutes(2);
    private static final Pattern HEAP = Pattern.compile("used (\\d+)K");

    private final int waiters = Integer.getInteger("streams.waiters", 200);
    private final int idleSeconds = Integer.getInteger("streams.idle", 2);

    @Test
    void everyWaiterIsToldOfEveryStepOnce() throws Exception {
        Path directory = RunningForebay.freshHome();
        try (Servers servers = Servers.start(directory);
                Closing closing = new Closing()) {
            ServiceFiles files = new ServiceFiles(servers, directory);
            List<ServiceProcess> services = files.startOneOfEach("1", closing);
            await().atMost(START).until(() -> services.stream().allMatch(ServiceProcess::isReady));
            ServiceProcess ingest = services.getLast();
            services.get(2).close();
            Target target =
                    new Target(
                            URI.create("http://127.0.0.1:" + ingest.port()),
                            files.apiKey(),
                            Duration.ofMinutes(1));
            try (Waiting warmUp = new Waiting(target, InstantSource.system());
                    Waiting streams = new Waiting(target, InstantSource.system())) {
                warmUp.open(50, "digits", 1);
                Memory before = Memory.of(ingest.pid());
                streams.open(waiters, "digits", 1_000_000);
                idle(ingest.pid());
                Memory with = Memory.of(ingest.pid());
                say(
                        "memory of a stream: %.1f KiB resident, %.1f KiB of heap",
                        (with.resident() - before.resident()) / (double) waiters,
                        (with.heap() - before.heap()) / (double) waiters);
                closing.add(files.worker("2"));
                Histogram wakes = streams.awaitEnds(Duration.ofMinutes(4));
                say(
                        "told of %d ends; after each: p50 %d ms, p99 %d ms, max %d ms",
                        wakes.getTotalCount(),
                        wakes.getValueAtPercentile(50),
                        wakes.getValueAtPercentile(99),
                        wakes.getMaxValue());
                assertThat(streams.faults()).isEmpty();
                assertThat(wakes.getTotalCount()).isEqualTo(waiters);
            }
        }
    }

    private void idle(long pid) {
        Meter meter = Meter.of(List.of(new NamedPid("ingest", pid)));
        Meter.Reading before = meter.read();
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(idleSeconds));
        double cpu =
                meter.between(before, meter.read()).instance().stream()
                        .mapToDouble(process -> process.cpuSeconds())
                        .sum();
        say(
                "%d streams idle for %d s: %.2f %% of one core",
                waiters, idleSeconds, 100 * cpu / idleSeconds);
    }

    @SuppressWarnings("SystemOut") // The measurement's result, for whoever runs it.
    private static void say(String text, Object... values) {
        System.out.printf("streams: " + text + "%n", values);
    }

    /**
     * Of a process, after a collection, in KiB.
     *
     * @param heap used
     */
    private record Memory(long resident, long heap) {

        static Memory of(long pid) throws IOException, InterruptedException {
            jcmd(pid, "GC.run");
            Matcher heap = HEAP.matcher(jcmd(pid, "GC.heap_info"));
            long used = 0;
            // Young and old generation, and whatever else has a line; metaspace comes last.
            while (heap.find()) {
                used += Long.parseLong(heap.group(1));
            }
            long resident =
                    Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                            .filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .sum();
            return new Memory(resident, used);
        }

        private static String jcmd(long pid, String command)
                throws IOException, InterruptedException {
            Process process =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                            .toString(),
                                    Long.toString(pid),
                                    command)
                            .redirectErrorStream(true)
                            .start();
            String answer =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(answer).isZero();
            return answer;
        }
    }
}
