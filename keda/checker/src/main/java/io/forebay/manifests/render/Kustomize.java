package io.forebay.manifests.render;

import io.forebay.manifests.document.Manifest;
import io.forebay.manifests.document.Manifests;
import io.forebay.manifests.document.YamlDocuments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Renders kustomizations by the program of that name.
 *
 * @param command such as {@code kubectl kustomize} or {@code kustomize build}
 */
public record Kustomize(List<String> command) {

    private static final long TIMEOUT_SECONDS = 120;

    public Kustomize {
        command = List.copyOf(command);
    }

    /** By {@code kubectl} from the PATH. */
    public static Kustomize byKubectl() {
        return new Kustomize(List.of("kubectl", "kustomize"));
    }

    /** Whether the program can be run. */
    public boolean isThere() {
        try {
            Process process =
                    new ProcessBuilder(command.getFirst(), "--help")
                            .redirectErrorStream(true)
                            .start();
            process.getInputStream().readAllBytes();
            return process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * @throws RenderException with what the program says
     */
    Manifests render(Path folder) {
        Path wrapper = wrap(folder);
        try {
            Origins origins = new Origins(wrapper);
            return new Manifests(
                    YamlDocuments.read(run(wrapper, folder), folder.toString()).stream()
                            .map((Manifest one) -> origins.locate(one))
                            .toList());
        } finally {
            delete(wrapper);
        }
    }

    /**
     * A kustomization around the folder asks for the origin of each object, and leaves the folder
     * as it is.
     */
    private static Path wrap(Path folder) {
        try {
            Path wrapper = Files.createTempDirectory("forebay-manifests").toRealPath();
            Path relative = wrapper.relativize(folder.toRealPath());
            Files.writeString(
                    wrapper.resolve("kustomization.yaml"),
                    "resources: [%s]\nbuildMetadata: [originAnnotations]\n".formatted(relative));
            return wrapper;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String run(Path wrapper, Path folder) {
        Path errors = wrapper.resolve("errors.log");
        List<String> words = new ArrayList<>(command);
        words.add(wrapper.toString());
        try {
            Process process = new ProcessBuilder(words).redirectError(errors.toFile()).start();
            String rendered =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new RenderException(
                        folder + " cannot be rendered: " + Files.readString(errors).strip());
            }
            return rendered;
        } catch (IOException e) {
            throw new RenderException(
                    "'%s' cannot be run (%s); install kubectl, or name another with --kustomize"
                            .formatted(String.join(" ", command), e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RenderException("interrupted");
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
