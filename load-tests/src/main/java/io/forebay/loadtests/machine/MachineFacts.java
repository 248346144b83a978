package io.forebay.loadtests.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a result depends on besides the code. */
public record MachineFacts(int cores, String cpu, long memoryBytes, String os, String java) {

    private static final long BYTES_PER_KB = 1024;
    private static final String UNKNOWN = "unknown";

    /** This machine. */
    public static MachineFacts read() {
        return of(
                Path.of("/proc"),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vendor.version", UNKNOWN)
                        + " "
                        + System.getProperty("java.version"));
    }

    static MachineFacts of(Path proc, int cores, String os, String java) {
        String memory = value(proc.resolve("meminfo"), "MemTotal");
        return new MachineFacts(
                cores,
                value(proc.resolve("cpuinfo"), "model name"),
                memory.equals(UNKNOWN)
                        ? 0
                        : Long.parseLong(memory.replaceAll("\\D", "")) * BYTES_PER_KB,
                os,
                java);
    }

    private static String value(Path file, String key) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(UNKNOWN);
        } catch (IOException e) {
            return UNKNOWN;
        }
    }
}
