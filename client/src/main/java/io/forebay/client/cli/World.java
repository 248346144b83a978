package io.forebay.client.cli;

import io.forebay.client.ClientConfig;
import io.forebay.client.ForebayClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/**
 * What a command finds around it.
 *
 * @param terminal whether {@code err} is one, so that lines can be drawn over
 */
record World(
        Map<String, String> environment,
        Path userHome,
        InputStream in,
        PrintStream out,
        PrintStream err,
        boolean terminal,
        InstantSource clock) {

    private static final String DEFAULT_PORT = "8080";

    /** The server: the option's, else FOREBAY_URL's, else the one that {@code up} starts here. */
    URI server(String option) {
        String port = environment.getOrDefault("FOREBAY_PORT", DEFAULT_PORT);
        String url =
                option.isEmpty()
                        ? environment.getOrDefault("FOREBAY_URL", "http://127.0.0.1:" + port)
                        : option;
        try {
            return URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new UsageException("'" + url + "' is no URL; expected http://host:port");
        }
    }

    /**
     * The API key: FOREBAY_API_KEY's, else the file of the instance that {@code up} starts here.
     */
    String apiKey() {
        String given = environment.getOrDefault("FOREBAY_API_KEY", "").strip();
        if (!given.isEmpty()) {
            return given;
        }
        Path file = home().resolve("api-key");
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UsageException(
                    "no API key: set FOREBAY_API_KEY, or start an instance on this machine, which keeps its key in "
                            + file);
        }
    }

    ForebayClient connect(String url) {
        try {
            return ForebayClient.of(ClientConfig.of(server(url), apiKey()));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    Path home() {
        String home = environment.getOrDefault("FOREBAY_HOME", "");
        return home.isEmpty() ? userHome.resolve(".forebay") : Path.of(home);
    }
}
