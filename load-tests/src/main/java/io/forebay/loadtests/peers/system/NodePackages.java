package io.forebay.loadtests.peers.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The packages of the Node peer, in exactly the versions of its lock file.
 *
 * @param folder where its package.json is
 */
public record NodePackages(Path folder) {

    /** What the packages ask for. */
    private static final int OLDEST_NODE = 20;

    private static final Pattern VERSION = Pattern.compile("v(\\d+)\\..*", Pattern.DOTALL);

    /**
     * No script of a package runs: what they would do is fetch CUDA, or compile what is optional.
     * What npm has fetched before is not asked for again.
     */
    private static final List<String> INSTALL =
            List.of("npm", "ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund");

    /** What a program said, and whether it was content. */
    private record Said(boolean well, String text) {}

    /**
     * Installs them, unless they are there.
     *
     * @return why they cannot be run; empty when they can
     */
    public Optional<String> install() throws InterruptedException {
        try {
            Optional<String> tooOld = judge(say(List.of("node", "--version"), Path.of("")).text);
            return tooOld.isPresent() || areThere() ? tooOld : fetch();
        } catch (IOException e) {
            return Optional.of("Node %d with npm is needed: %s".formatted(OLDEST_NODE, e));
        }
    }

    /** What is wrong with a version of Node, as it states it itself. */
    static Optional<String> judge(String version) {
        Matcher matcher = VERSION.matcher(version);
        boolean fits = matcher.matches() && Integer.parseInt(matcher.group(1)) >= OLDEST_NODE;
        return fits
                ? Optional.empty()
                : Optional.of(
                        "Node %d or later is needed, and the one on the PATH is %s"
                                .formatted(OLDEST_NODE, version.strip()));
    }

    private Optional<String> fetch() throws IOException, InterruptedException {
        Said npm = say(INSTALL, folder);
        if (!npm.well) {
            return Optional.of(
                    "'%s' in %s failed:%n%s"
                            .formatted(String.join(" ", INSTALL), folder, npm.text.strip()));
        }
        Files.copy(lock(), installed(), StandardCopyOption.REPLACE_EXISTING);
        return Optional.empty();
    }

    /** Whether what was installed last was asked for by the same lock file. */
    boolean areThere() throws IOException {
        return Files.exists(installed()) && Files.mismatch(lock(), installed()) < 0;
    }

    private Path lock() {
        return folder.resolve("package-lock.json");
    }

    private Path installed() {
        return folder.resolve("node_modules").resolve(".installed-by-this-lock.json");
    }

    private static Said say(List<String> command, Path directory)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toAbsolutePath().toFile());
        builder.environment().putAll(Map.of("ONNXRUNTIME_NODE_INSTALL_CUDA", "skip"));
        Process process = builder.redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor() == 0, text);
    }
}
