package io.forebay.loadtests.peers.system;

import io.forebay.loadtests.cluster.Daemon;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Ready is who has said so in a line of its log. */
record SaysReady(Path log) implements Daemon.Health {

    @Override
    public boolean isReady() {
        try {
            return Files.exists(log) && Files.readAllLines(log).contains("ready");
        } catch (IOException e) {
            return false;
        }
    }
}
