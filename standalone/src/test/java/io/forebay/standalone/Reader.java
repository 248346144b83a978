package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Somebody who types what a guide says, in a checkout whose models and manifests are copies, so
 * that what the guide writes there does not stay; the rest of it are links.
 */
final class Reader implements AutoCloseable {

    /** What is installed there is good for the next run too. */
    static final Path SCRATCH = Path.of("target", "guides").toAbsolutePath();

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final long PATIENCE_SECONDS = 120;
    private static final List<String> COPIED = List.of("models", "keda");
    private static final List<String> MANIFESTS =
            List.of("base", "components", "models", "overlays", "worker");

    private final Path checkout;
    private final Standalone forebay;

    private Reader(Path checkout, Standalone forebay) {
        this.checkout = checkout;
        this.forebay = forebay;
    }

    /** With a Forebay of the reader's own, whose models are those of the checkout. */
    static Reader sitDown() throws IOException {
        Files.createDirectories(SCRATCH);
        Path home = RunningForebay.freshHome();
        Path checkout = Files.createDirectories(home.resolve("checkout"));
        link(ROOT, checkout, COPIED);
        copy(ROOT.resolve("models"), checkout.resolve("models"));
        Files.createDirectories(checkout.resolve("keda"));
        link(ROOT.resolve("keda"), checkout.resolve("keda"), MANIFESTS);
        for (String folder : MANIFESTS) {
            copy(ROOT.resolve("keda").resolve(folder), checkout.resolve("keda").resolve(folder));
        }
        return new Reader(
                checkout,
                RunningForebay.start(home.resolve(".forebay"), checkout.resolve("models")));
    }

    Standalone forebay() {
        return forebay;
    }

    /** Runs a block to its end and says what it printed. */
    String run(String block) throws IOException, InterruptedException {
        return finish(block, shell(block));
    }

    /** The same by the person whose machine it is, who says where packages come from. */
    String install(String block) throws IOException, InterruptedException {
        ProcessBuilder shell = shell(block);
        shell.environment().put("HOME", System.getenv("HOME"));
        return finish(block, shell);
    }

    private static String finish(String block, ProcessBuilder shell)
            throws IOException, InterruptedException {
        Process process = shell.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as(block).isTrue();
        assertThat(process.exitValue()).as("%s%n%s", block, out).isZero();
        return out;
    }

    /** Starts what a block starts, in a terminal that stays open. */
    Terminal start(String block) throws IOException {
        return Terminal.of(shell(block).redirectErrorStream(true).start());
    }

    private ProcessBuilder shell(String block) {
        String typed =
                block.replace("http://127.0.0.1:8080", forebay.uri().toString())
                        .replace("/tmp/forebay-guides", SCRATCH.toString());
        ProcessBuilder builder =
                new ProcessBuilder("bash", "-e", "-o", "pipefail", "-c", typed)
                        .directory(checkout.toFile());
        String java = System.getProperty("java.home");
        Path home = forebay.home().root();
        builder.environment()
                .putAll(
                        Map.of(
                                "HOME",
                                String.valueOf(home.getParent()),
                                "JAVA_HOME",
                                java,
                                "PATH",
                                java + "/bin:" + System.getenv("PATH"),
                                "FOREBAY_HOME",
                                home.toString(),
                                "FOREBAY_URL",
                                forebay.uri().toString(),
                                "PIP_NO_COMPILE",
                                "1",
                                "PIP_DISABLE_PIP_VERSION_CHECK",
                                "1"));
        return builder;
    }

    private static void link(Path from, Path to, List<String> except) throws IOException {
        try (Stream<Path> entries = Files.list(from)) {
            for (Path entry : entries.toList()) {
                String name = entry.getFileName().toString();
                if (!except.contains(name)) {
                    Files.createSymbolicLink(to.resolve(name), entry);
                }
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            files.forEach(file -> {
                try {
                    Files.copy(file, to.resolve(from.relativize(file).toString()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    @Override
    public void close() {
        forebay.close();
    }
}
