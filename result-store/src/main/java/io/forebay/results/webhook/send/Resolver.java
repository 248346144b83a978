package io.forebay.results.webhook.send;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a name. Safe for use by several threads. */
@FunctionalInterface
public interface Resolver {

    /** Every address of the name; at least one. */
    List<InetAddress> resolve(String host) throws UnknownHostException;
}
