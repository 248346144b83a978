package io.forebay.scaler;

import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * TLS of the gRPC port.
 *
 * @param certificate PEM chain
 * @param key PEM, PKCS 8
 * @param clientCa PEM; given, only clients with a certificate of this CA are answered
 */
public record TlsConfig(Path certificate, Path key, @Nullable Path clientCa) {

    public TlsConfig {
        if (certificate == null || key == null) {
            throw new IllegalArgumentException(
                    "tls needs certificate and key: the paths of two PEM files");
        }
    }

    ServerCredentials credentials() {
        try {
            TlsServerCredentials.Builder tls =
                    TlsServerCredentials.newBuilder()
                            .keyManager(certificate.toFile(), key.toFile());
            if (clientCa != null) {
                tls.trustManager(clientCa.toFile())
                        .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE);
            }
            return tls.build();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "tls: %s or %s is not PEM that can be read".formatted(certificate, key), e);
        }
    }
}
