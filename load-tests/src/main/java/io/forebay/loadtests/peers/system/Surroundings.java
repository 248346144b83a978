package io.forebay.loadtests.peers.system;

import io.forebay.loadtests.cluster.ProcessStyle;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What all systems are started with.
 *
 * @param models the repository that holds noop and conv
 * @param services the class path of Forebay's services and of the broker
 * @param peers the class path of our Java peer
 * @param node the folder of our Node peer
 * @param style the same for every process of every system
 * @param patience how long one process may take to be ready
 */
public record Surroundings(
        Path models,
        String services,
        String peers,
        Path node,
        ProcessStyle style,
        Duration patience) {}
