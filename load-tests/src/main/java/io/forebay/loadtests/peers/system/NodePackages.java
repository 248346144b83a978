package io.forebay.loadtests.peers.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The packages of the Node peer, in exactly the versions of its lock file.
 *
 * @param folder where its package.json is
 */
public record NodePackages(Path folder) {

    /**
     * No script of a package runs: what they would do is fetch CUDA, or compile what is optional.
     */
    private static final List<String> INSTALL =
            List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");

    /**
     * Installs them, unless they are there.
     *
     * @return why there are none; empty when they are there
     */
    public Optional<String> install() throws InterruptedException {
        if (areThere()) {
            return Optional.empty();
        }
        try {
            ProcessBuilder builder = new ProcessBuilder(INSTALL).directory(folder.toFile());
            builder.environment().put("ONNXRUNTIME_NODE_INSTALL_CUDA", "skip");
            Process process = builder.redirectErrorStream(true).start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0
                    ? Optional.empty()
                    : Optional.of("%s in %s failed:%n%s".formatted(INSTALL, folder, said));
        } catch (IOException e) {
            return Optional.of("there is no npm here (Node 20 or later has it): " + e.getMessage());
        }
    }

    /** What npm writes last is younger than what it was asked for. */
    private boolean areThere() {
        Path installed = folder.resolve("node_modules/.package-lock.json");
        try {
            return Files.exists(installed)
                    && Files.getLastModifiedTime(installed)
                                    .compareTo(
                                            Files.getLastModifiedTime(
                                                    folder.resolve("package-lock.json")))
                            >= 0;
        } catch (IOException e) {
            return false;
        }
    }
}
