package io.forebay.worker;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** What this worker is called in completions and by brokers. */
final class WorkerName {

    private WorkerName() {}

    /** The configured name, else one of host and process. */
    static String of(String configured) {
        return configured.isEmpty()
                ? "%s-%d".formatted(host(), ProcessHandle.current().pid())
                : configured;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "worker";
        }
    }
}
