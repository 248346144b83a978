package io.forebay.standalone.broker;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * A broker as a process of its own, for tests that stop and kill it: {@code Main DIRECTORY PORT
 * CONTROLLER_PORT}. It ends by a signal.
 */
public final class Main {

    private static final int ARGUMENTS = 3;

    private Main() {}

    /** Starts the broker, says so on standard output, and waits for a signal. */
    public static void main(String[] args) throws InterruptedException {
        if (args.length != ARGUMENTS) {
            System.err.println("usage: Main DIRECTORY PORT CONTROLLER_PORT");
            System.exit(2);
        }
        BrokerPorts ports = new BrokerPorts(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        EmbeddedKafka kafka = EmbeddedKafka.start(Path.of(args[0]), ports);
        Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "close"));
        System.out.println("ready " + kafka.bootstrapServers());
        new CountDownLatch(1).await();
    }
}
