package io.forebay.schemas.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A certificate for this machine that signs itself, and its key, made by the JDK's own tool: for
 * tests of TLS.
 *
 * @param certificate as PEM, also who may sign
 * @param key as PEM, PKCS #8
 * @param keyStore both as PKCS #12
 * @param trustStore the certificate alone as PKCS #12
 */
public record TestCertificate(Path certificate, Path key, Path keyStore, Path trustStore) {

    /** Of both stores. */
    public static final String PASSWORD = "changeit";

    private static final String STORE = "PKCS12";

    /**
     * Makes one.
     *
     * @param folder where its four files are put
     * @param name its subject is {@code CN=<name>}; it is good for 127.0.0.1 and localhost
     * @throws IllegalStateException with what keytool said, when it fails
     */
    public static TestCertificate make(Path folder, String name)
            throws IOException, GeneralSecurityException, InterruptedException {
        Path keyStore = folder.resolve(name + ".p12");
        generate(name, keyStore, "-ext", "san=ip:127.0.0.1,dns:localhost");
        KeyStore made = KeyStore.getInstance(keyStore.toFile(), PASSWORD.toCharArray());
        byte[] key = made.getKey(name, PASSWORD.toCharArray()).getEncoded();
        byte[] certificate = made.getCertificate(name).getEncoded();

        KeyStore trusted = KeyStore.getInstance(STORE);
        trusted.load(null, null);
        trusted.setCertificateEntry(name, made.getCertificate(name));
        Path trustStore = folder.resolve(name + "-trusted.p12");
        try (OutputStream out = Files.newOutputStream(trustStore)) {
            trusted.store(out, PASSWORD.toCharArray());
        }
        return new TestCertificate(
                pem(folder.resolve(name + ".crt"), "CERTIFICATE", certificate),
                pem(folder.resolve(name + ".key"), "PRIVATE KEY", key),
                keyStore,
                trustStore);
    }

    /**
     * Adds a key pair and its certificate to a PKCS #12 store, which is made where there is none.
     *
     * @param name its alias, and its subject as {@code CN=<name>}
     * @param further arguments of {@code keytool -genkeypair}
     * @throws IllegalStateException with what keytool said, when it fails
     */
    public static void generate(String name, Path keyStore, String... further)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-J-XX:TieredStopAtLevel=1",
                                "-genkeypair",
                                "-alias",
                                name,
                                "-keyalg",
                                "EC",
                                "-groupname",
                                "secp256r1",
                                "-dname",
                                "CN=" + name,
                                "-storetype",
                                STORE,
                                "-keystore",
                                keyStore.toString(),
                                "-storepass",
                                PASSWORD));
        command.addAll(List.of(further));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException("keytool made no certificate: " + said);
        }
    }

    private static Path pem(Path file, String what, byte[] bytes) throws IOException {
        return Files.writeString(file, pem(what, bytes));
    }

    /**
     * As PEM.
     *
     * @param what such as {@code CERTIFICATE}
     */
    public static String pem(String what, byte[] bytes) {
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                .formatted(
                        what, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes));
    }
}
