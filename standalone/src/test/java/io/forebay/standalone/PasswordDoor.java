package io.forebay.standalone;

import io.forebay.schemas.testing.TestCertificate;
import java.util.Map;

/**
 * By a name and a password over TLS.
 *
 * @param certificate the broker's
 */
record PasswordDoor(TestCertificate certificate) implements KafkaDoor {

    private static final String MECHANISM = "SCRAM-SHA-512";
    private static final String MODULE = "org.apache.kafka.common.security.scram.ScramLoginModule";

    @Override
    public String protocol() {
        return "SASL_SSL";
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                "sasl.enabled.mechanisms",
                MECHANISM,
                "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config",
                MODULE + " required;");
    }

    @Override
    public Map<String, String> client(String user) {
        return Map.of(
                "security.protocol",
                protocol(),
                "sasl.mechanism",
                MECHANISM,
                "sasl.jaas.config",
                "%s required username=\"%s\" password=\"%s\";"
                        .formatted(MODULE, user, SecuredServers.password(user)),
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                certificate.certificate().toString());
    }
}
