package io.forebay.loadtests.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeterTest {

    @TempDir private Path proc = Path.of("");

    @Test
    void readsTheCpuTimesBehindAnyCommandName() {
        ProcessStat stat =
                ProcessStat.parse(
                        "42 (odd) (name) S 7 42 42 0 -1 4194304 1 2 3 4 100 20 3 4 20 0 9 0 5 6");
        assertThat(stat).isEqualTo(new ProcessStat(42, "odd) (name", 7, 127));
    }

    @Test
    void countsAProcessAndItsDescendantsBetweenTwoReadings() throws IOException {
        Meter meter = new Meter(new ProcFiles(proc), 99, List.of(new NamedPid("all", 10)));
        write(99, "java", 1, 1000, 50);
        write(10, "java", 1, 500, 2048);
        write(11, "redis-server", 10, 30, 100);
        write(12, "helper", 11, 5, 1);
        write(13, "stranger", 1, 7, 1);
        thread(10, 101, "data-plane-kafk", 100);
        thread(10, 102, "GC Thread#0", 40);
        thread(10, 103, "GC Thread#1", 10);
        Meter.Reading before = meter.read();
        write(99, "java", 1, 1100, 60);
        write(10, "java", 1, 700, 4096);
        write(11, "redis-server", 10, 80, 100);
        write(14, "late", 10, 25, 1);
        thread(10, 101, "data-plane-kafk", 150);
        thread(10, 102, "GC Thread#0", 60);
        thread(10, 103, "GC Thread#1", 20);
        thread(10, 104, "new", 5);
        Usage usage = meter.between(before, meter.read());
        assertThat(usage.generatorCpuSeconds()).isEqualTo(1.0);
        assertThat(usage.generatorPeakRssBytes()).isEqualTo(60 * 1024);
        assertThat(usage.instance())
                .containsExactly(
                        new Usage.Consumption(
                                "all",
                                10,
                                2.0,
                                4096 * 1024,
                                Map.of("data-plane-kafk", 0.5, "GC Thread", 0.3, "new", 0.05)),
                        new Usage.Consumption("all/late", 14, 0.25, 1024, Map.of()),
                        new Usage.Consumption("all/redis-server", 11, 0.5, 100 * 1024, Map.of()),
                        new Usage.Consumption("all/redis-server/helper", 12, 0.0, 1024, Map.of()));
        assertThat(usage.instanceCpuSeconds()).isEqualTo(2.75);
        assertThat(usage.instancePeakRssBytes()).isEqualTo((4096 + 1 + 100 + 1) * 1024);
    }

    @Test
    void doesNotCountItselfAsTheInstance() throws IOException {
        write(99, "java", 1, 1000, 50);
        Meter meter = new Meter(new ProcFiles(proc), 99, List.of(new NamedPid("bench", 99)));
        assertThat(meter.between(meter.read(), meter.read()).instance()).isEmpty();
    }

    @Test
    void readsThisVeryProcess() {
        Meter meter = Meter.of(List.of());
        Usage usage = meter.between(meter.read(), meter.read());
        assertThat(usage.generatorPeakRssBytes()).isGreaterThan(10_000_000);
    }

    @Test
    void findsProcessesByTheirPidFiles() throws IOException {
        Files.writeString(proc.resolve("b.pid"), "12\n");
        Files.writeString(proc.resolve("a.pid"), "7");
        Files.writeString(proc.resolve("other.txt"), "x");
        assertThat(NamedPid.in(proc)).containsExactly(new NamedPid("a", 7), new NamedPid("b", 12));
        assertThat(NamedPid.in(proc.resolve("missing"))).isEmpty();
        Files.writeString(proc.resolve("c.pid"), "seven");
        assertThatThrownBy(() -> NamedPid.in(proc)).hasMessageContaining("c.pid");
    }

    @Test
    void describesTheMachine() throws IOException {
        Files.writeString(proc.resolve("cpuinfo"), "processor\t: 0\nmodel name\t: Fast One\n");
        Files.writeString(proc.resolve("meminfo"), "MemTotal:       2048 kB\n");
        assertThat(MachineFacts.of(proc, 2, "Linux 6", "25"))
                .isEqualTo(new MachineFacts(2, "Fast One", 2048 * 1024, "Linux 6", "25"));
        assertThat(MachineFacts.of(proc.resolve("none"), 2, "x", "25").cpu()).isEqualTo("unknown");
    }

    private void thread(long pid, long thread, String name, long ticks) throws IOException {
        Path folder =
                Files.createDirectories(proc.resolve(pid + "/task").resolve(Long.toString(thread)));
        Files.writeString(
                folder.resolve("stat"),
                "%d (%s) S 1 0 0 0 -1 0 0 0 0 0 %d 0 0 0 20 0\n".formatted(thread, name, ticks));
    }

    private void write(long pid, String command, long parent, long ticks, long peakKb)
            throws IOException {
        Path folder = Files.createDirectories(proc.resolve(Long.toString(pid)));
        Files.writeString(
                folder.resolve("stat"),
                "%d (%s) S %d 0 0 0 -1 0 0 0 0 0 %d 0 0 0 20 0\n"
                        .formatted(pid, command, parent, ticks));
        Files.writeString(
                folder.resolve("status"), "Name:\t%s\nVmHWM:\t%d kB\n".formatted(command, peakKb));
    }
}
