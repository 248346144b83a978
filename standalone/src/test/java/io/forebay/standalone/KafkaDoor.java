package io.forebay.standalone;

import java.util.Map;

/** How clients show a broker who they are. */
interface KafkaDoor {

    /** Of Kafka's security protocols. */
    String protocol();

    /** What the broker has to be set to, for a listener of the protocol's name. */
    Map<String, String> settings();

    /** What a user's clients need. */
    Map<String, String> client(String user);
}
