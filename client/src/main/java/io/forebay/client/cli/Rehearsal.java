package io.forebay.client.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/**
 * Does once what commands do, against a server of its own, so that a start cache which is made of
 * this run (JEP 514) holds what they need.
 */
public final class Rehearsal {

    private static final byte[] ANSWER =
            """
            {"id":"job_1","object":"job","state":"succeeded","terminal":true,"version":3,"data":[],
             "classes":[{"label":"4","score":0.9}],"timings":{"totalMs":1},"cache":{"status":"miss"}}
            """
                    .getBytes(StandardCharsets.UTF_8);

    private Rehearsal() {}

    /** Prints nothing; fails when a command does. */
    public static void main(String[] args) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        exchange.sendResponseHeaders(200, ANSWER.length);
                        exchange.getResponseBody().write(ANSWER);
                    }
                });
        server.start();
        World world = world("http://127.0.0.1:" + server.getAddress().getPort());
        int status = 0;
        for (String[] command :
                new String[][] {
                    {"get", "job_1"},
                    {"get", "--json", "job_1"},
                    {"submit", "m", "--wait"},
                    {"models"}
                }) {
            status = Math.max(status, ForebayCommand.line(world).execute(command));
        }
        server.stop(0);
        System.exit(status);
    }

    private static World world(String url) {
        PrintStream nowhere =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return new World(
                Map.of("FOREBAY_URL", url, "FOREBAY_API_KEY", "none"),
                Path.of(""),
                new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8)),
                nowhere,
                nowhere,
                false,
                InstantSource.system());
    }
}
