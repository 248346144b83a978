package io.forebay.client.cli;

import io.forebay.client.testing.TestingForebay;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** What a command printed, and its exit status. */
record CommandRun(int status, String out, String err) {

    static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    static CommandRun of(TestingForebay server, String... args) {
        return of(server.uri(), new byte[0], Map.of(), args);
    }

    /** Where {@code err} is a terminal. */
    static CommandRun atTerminal(TestingForebay server, String... args) {
        return of(server.uri(), new byte[0], Map.of(), true, args);
    }

    static CommandRun of(
            URI server, byte[] stdin, Map<String, String> environment, String... args) {
        return of(server, stdin, environment, false, args);
    }

    private static CommandRun of(
            URI server,
            byte[] stdin,
            Map<String, String> environment,
            boolean terminal,
            String... args) {
        Map<String, String> all = new HashMap<>();
        all.put("FOREBAY_URL", server.toString());
        all.put("FOREBAY_API_KEY", "fb_test");
        all.putAll(environment);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        World world = world(all, new ByteArrayInputStream(stdin), out, err, terminal);
        int status = ForebayCommand.line(world).execute(args);
        return new CommandRun(
                status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    static World world(
            Map<String, String> environment,
            InputStream in,
            ByteArrayOutputStream out,
            ByteArrayOutputStream err) {
        return world(environment, in, out, err, false);
    }

    private static World world(
            Map<String, String> environment,
            InputStream in,
            ByteArrayOutputStream out,
            ByteArrayOutputStream err,
            boolean terminal) {
        return new World(
                environment,
                Path.of("target", "nobody"),
                in,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal,
                InstantSource.fixed(NOW));
    }
}
