package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/**
 * A certificate of 127.0.0.1 that signs itself, in all the forms that servers and clients want.
 *
 * @param keyStore PKCS #12 with key and certificate
 * @param key PEM
 * @param certificate PEM
 * @param trustStore PKCS #12 with the certificate alone
 */
record ServerCertificate(Path keyStore, Path key, Path certificate, Path trustStore) {

    static final String PASSWORD = "changeit";

    private static final String ALIAS = "server";

    static ServerCertificate make(Path directory) throws Exception {
        ServerCertificate made =
                new ServerCertificate(
                        directory.resolve("server.p12"),
                        directory.resolve("server.key"),
                        directory.resolve("server.crt"),
                        directory.resolve("trusted.p12"));
        generate(made.keyStore);
        KeyStore store = KeyStore.getInstance(made.keyStore.toFile(), PASSWORD.toCharArray());
        pem(made.key, "PRIVATE KEY", store.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
        pem(made.certificate, "CERTIFICATE", store.getCertificate(ALIAS).getEncoded());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(ALIAS, store.getCertificate(ALIAS));
        write(trusted, made.trustStore);
        return made;
    }

    /** By the JDK's own tool: the platform has no other way to make a certificate. */
    private static void generate(Path keyStore) throws IOException, InterruptedException {
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                ALIAS,
                                "-keyalg",
                                "EC",
                                "-groupname",
                                "secp256r1",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "SAN=ip:127.0.0.1,dns:localhost",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                keyStore.toString(),
                                "-storepass",
                                PASSWORD)
                        .redirectErrorStream(true)
                        .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
    }

    private static void write(KeyStore store, Path file)
            throws IOException, GeneralSecurityException {
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
    }

    private static void pem(Path file, String what, byte[] bytes) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        Files.writeString(
                file, "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(what, text));
    }
}
