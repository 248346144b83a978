package io.forebay.standalone;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An nginx with a proxy cache in front of a server, all of its files in one directory. */
final class Nginx implements AutoCloseable {

    private static final List<Path> PLACES =
            List.of(Path.of("/usr/sbin/nginx"), Path.of("/usr/bin/nginx"));

    private final Process process;
    private final Path directory;
    private final int port;

    private Nginx(Process process, Path directory, int port) {
        this.process = process;
        this.directory = directory;
        this.port = port;
    }

    static Optional<Path> binary() {
        return PLACES.stream().filter(Files::isExecutable).findFirst();
    }

    static Nginx start(Path binary, Path directory, URI upstream) {
        int port = FreePorts.any();
        try {
            Path config =
                    Files.writeString(
                            directory.resolve("nginx.conf"), config(directory, port, upstream));
            Process process =
                    new ProcessBuilder(
                                    binary.toString(),
                                    "-p",
                                    directory.toString(),
                                    "-c",
                                    config.toString(),
                                    "-e",
                                    directory.resolve("error.log").toString())
                            .redirectErrorStream(true)
                            .redirectOutput(directory.resolve("out.log").toFile())
                            .start();
            Nginx nginx = new Nginx(process, directory, port);
            await().until(nginx::answers);
            return nginx;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** How many answers it keeps. */
    long stored() {
        try (Stream<Path> files = Files.walk(directory.resolve("cache"))) {
            return files.filter(Files::isRegularFile).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new AssertionError("nginx has ended; see " + directory);
        }
        try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** As in its manual, with nothing turned off or ignored. */
    private static String config(Path directory, int port, URI upstream) {
        String user = System.getProperty("user.name").equals("root") ? "user root;" : "";
        return """
        daemon off;
        master_process on;
        worker_processes 1;
        %1$s
        pid %2$s/nginx.pid;
        events { worker_connections 64; }
        http {
          access_log off;
          proxy_cache_path %2$s/cache keys_zone=results:1m;
          proxy_temp_path %2$s/proxy;
          client_body_temp_path %2$s/body;
          fastcgi_temp_path %2$s/fastcgi;
          uwsgi_temp_path %2$s/uwsgi;
          scgi_temp_path %2$s/scgi;
          server {
            listen 127.0.0.1:%3$d;
            location / {
              proxy_pass %4$s;
              proxy_http_version 1.1;
              proxy_cache results;
              add_header X-Cache $upstream_cache_status always;
            }
          }
        }
        """
                .formatted(user, directory, port, upstream);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
