package io.forebay.loadtests.option;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the API key of the instance is; filled by the command line. */
public final class KeyOptions {

    @Option(
            names = "--api-key",
            defaultValue = "${env:FOREBAY_API_KEY}",
            description = "Bearer token (default: FOREBAY_API_KEY).")
    private @Nullable String apiKey;

    @Option(
            names = "--api-key-file",
            description = "A file that holds the bearer token (default: <home>/api-key).")
    private @Nullable Path apiKeyFile;

    @Option(
            names = "--home",
            defaultValue = "${env:FOREBAY_HOME:-.}",
            description = "The instance's folder (default: FOREBAY_HOME, or this one).")
    private Path home = Path.of(".");

    /** The instance's folder. */
    public Path home() {
        return home;
    }

    /**
     * The key that was given, or else the one of the instance's folder; empty when there is none.
     *
     * @throws UncheckedIOException when a file cannot be read
     */
    public String key() {
        Path file = apiKeyFile == null ? home.resolve("api-key") : apiKeyFile;
        boolean given = apiKeyFile == null && apiKey != null && !apiKey.isEmpty();
        if (given || (apiKeyFile == null && !Files.exists(file))) {
            return apiKey == null ? "" : apiKey;
        }
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the API key from " + file, e);
        }
    }
}
