package io.forebay.loadtests.soak.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The samples, held against what this process does. */
class OwnProcessTest {

    private static final long OWN = ProcessHandle.current().pid();
    private static final int MIB = 1 << 20;

    /** So small that no collector gives one a region to itself. */
    private static final int PIECES = 1_024;

    @Test
    void filesThatAreOpenedAreCounted(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        long before = figures().files();
        List<InputStream> open = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            open.add(Files.newInputStream(file));
        }
        long during = figures().files();
        for (InputStream one : open) {
            one.close();
        }

        assertThat(during - before).isBetween(35L, 45L);
        assertThat(figures().files()).isLessThan(during - 30);
    }

    @Test
    void threadsAreCounted() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        long before = figures().threads();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            threads.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                try {
                                    end.await();
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                            }));
        }
        long during = figures().threads();
        end.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(during - before).isBetween(15L, 25L);
    }

    @Test
    void whatIsLiveIsCountedAndGarbageIsNot() throws InterruptedException {
        long before = heap().liveBytes();
        byte[][] kept = new byte[PIECES][];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = new byte[MIB * 64 / PIECES];
        }
        long during = heap().liveBytes();
        assertThat(kept).hasDimensions(PIECES, MIB * 64 / PIECES);
        kept = new byte[0][];
        long after = heap().liveBytes();

        assertThat(during - before).isBetween(60L * MIB, 80L * MIB);
        assertThat(during - after).isBetween(60L * MIB, 80L * MIB);
        assertThat(kept).isEmpty();
    }

    @Test
    void residentMemoryIsAboveWhatTheHeapTakesInUse() throws InterruptedException {
        assertThat(figures().residentBytes()).isGreaterThan(heap().liveBytes());
    }

    @Test
    void ofAProcessThatHasEndedThereIsNothing() throws IOException, InterruptedException {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();

        assertThat(ProcessFigures.of(ended.pid())).isEmpty();
        assertThat(Heap.collect(ended.pid())).isEmpty();
    }

    @Test
    void heapsOfEveryCollectorAreRead() {
        assertThat(
                        Heap.parse(
                                """
                                 DefNew     total 98304K, used 10K [0x1, 0x2)
                                  eden space 87424K,   0% used [0x1, 0x2)
                                 Tenured    total 218496K, used 20000K [0x1, 0x2)
                                   the  space 218496K,   9% used [0x1, 0x2)
                                 Metaspace       used 20000K, committed 20200K, reserved 1064960K
                                """))
                .contains(new Heap(20_010L << 10, 316_800L << 10));
        assertThat(
                        Heap.parse(
                                " garbage-first heap   total reserved 4096K, committed 2048K, used 1000K [0x1)"))
                .contains(new Heap(1_000L << 10, 2_048L << 10));
        assertThat(Heap.parse("com.sun.tools.attach.AttachNotSupportedException")).isEmpty();
    }

    @Test
    void foldersAreAddedUp(@TempDir Path folder) throws IOException {
        Files.write(folder.resolve("one.log"), new byte[100]);
        Path below = Files.createDirectory(folder.resolve("below"));
        Files.write(below.resolve("two"), new byte[1_000]);

        assertThat(Folder.bytes(folder, _ -> true)).isEqualTo(1_100);
        assertThat(Folder.bytes(folder, file -> file.toString().endsWith(".log"))).isEqualTo(100);
        assertThat(Folder.bytes(folder.resolve("nowhere"), _ -> true)).isZero();
    }

    private static ProcessFigures figures() {
        return ProcessFigures.of(OWN).orElseThrow();
    }

    private static Heap heap() throws InterruptedException {
        return Heap.collect(OWN).orElseThrow();
    }
}
