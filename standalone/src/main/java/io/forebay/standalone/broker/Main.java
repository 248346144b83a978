package io.forebay.standalone.broker;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/**
 * A broker as a process of its own, for tests that stop and kill it: {@code Main DIRECTORY PORT
 * CONTROLLER_PORT [NAME=VALUE ...]}, the names those of Kafka's settings. It ends by a signal.
 */
public final class Main {

    private static final int ARGUMENTS = 3;

    private Main() {}

    /** Starts the broker, says so on standard output, and waits for a signal. */
    public static void main(String[] args) throws InterruptedException {
        if (args.length < ARGUMENTS) {
            System.err.println("usage: Main DIRECTORY PORT CONTROLLER_PORT [NAME=VALUE ...]");
            System.exit(2);
        }
        BrokerPorts ports = new BrokerPorts(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        EmbeddedKafka kafka = EmbeddedKafka.start(Path.of(args[0]), ports, settings(args));
        Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "close"));
        System.out.println("ready " + kafka.bootstrapServers());
        new CountDownLatch(1).await();
    }

    private static Map<String, String> settings(String... args) {
        Map<String, String> settings = new TreeMap<>();
        for (String argument : Arrays.asList(args).subList(ARGUMENTS, args.length)) {
            String[] parts = argument.split("=", 2);
            if (parts.length < 2) {
                System.err.println("'" + argument + "' is no NAME=VALUE");
                System.exit(2);
            }
            settings.put(parts[0], parts[1]);
        }
        return settings;
    }
}
