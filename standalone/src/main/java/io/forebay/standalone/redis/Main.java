package io.forebay.standalone.redis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Says on standard output where a {@code redis-server} is, for whoever starts one as a process of
 * its own: {@code Main DIRECTORY}, the directory being where the bundled one is unpacked to.
 */
public final class Main {

    private Main() {}

    /** Prints the path of the binary. */
    public static void main(String[] args) throws IOException {
        if (args.length != 1) {
            System.err.println("usage: Main DIRECTORY");
            System.exit(2);
        }
        Path directory = Files.createDirectories(Path.of(args[0]));
        System.out.println(RedisBinary.find(directory, System.getenv("PATH")).toAbsolutePath());
    }
}
