package io.forebay.standalone;

import io.forebay.schemas.testing.TestCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * By a certificate whose common name is the user's, over TLS: the broker takes those of one
 * authority alone. Clients are set up as the component for Strimzi does it.
 *
 * @param certificate the broker's, which signs itself
 * @param authority that signs the clients'
 */
record CertificateDoor(TestCertificate certificate, TestingAuthority authority)
        implements KafkaDoor {

    private static final Path SHIPPED =
            Path.of("../keda/components/kafka-strimzi/kustomization.yaml");
    private static final String KEY = "FOREBAY_KAFKA__PROPERTIES=";

    @Override
    public String protocol() {
        return "SSL";
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                "listener.name.ssl.ssl.client.auth",
                "required",
                "listener.name.ssl.ssl.truststore.type",
                "PEM",
                "listener.name.ssl.ssl.truststore.location",
                authority.certificate().toString(),
                "ssl.principal.mapping.rules",
                "RULE:^CN=([^,]+).*$/$1/,DEFAULT");
    }

    @Override
    public Map<String, String> client(String user) {
        Map<String, String> properties = new HashMap<>();
        shipped()
                .forEach((key, value) ->
                        properties.put(
                                String.valueOf(key),
                                String.valueOf(value)
                                        .replace(
                                                "/etc/kafka-ca/ca.crt",
                                                certificate.certificate().toString())
                                        .replace(
                                                "/etc/kafka-user", authority.of(user).toString())));
        return properties;
    }

    /** The same with the certificate and its key in one PEM file, for platforms that give those. */
    Map<String, String> pemClient(String user) {
        return Map.of(
                "security.protocol",
                protocol(),
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                certificate.certificate().toString(),
                "ssl.keystore.type",
                "PEM",
                "ssl.keystore.location",
                authority.of(user).resolve("user.pem").toString());
    }

    /** What pods of the component have in their environment. */
    private static Map<?, ?> shipped() {
        try {
            Map<?, ?> component = yaml(Files.readString(SHIPPED));
            String literals = String.valueOf(component.get("configMapGenerator"));
            int start = literals.indexOf(KEY) + KEY.length();
            return yaml(literals.substring(start, literals.indexOf("\"}", start) + 2));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<?, ?> yaml(String text) {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    }
}
