package io.forebay.standalone;

import io.forebay.schemas.testing.TestCertificate;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;

/**
 * Whoever signs the certificates of users, by the JDK's own tool.
 *
 * @param folder with a folder for each user, whose files have the names that Strimzi gives them,
 *     and {@code user.pem} with key and chain
 * @param certificate its own, as PEM
 */
record TestingAuthority(Path folder, Path certificate) {

    private static final String SELF = "authority";
    private static final char[] PASSWORD = TestCertificate.PASSWORD.toCharArray();

    /**
     * @param folder that is not there yet
     * @param users each of whom becomes a certificate of that common name
     */
    static TestingAuthority make(Path folder, List<String> users)
            throws IOException, GeneralSecurityException, InterruptedException {
        Path store = Files.createDirectories(folder).resolve("authority.p12");
        TestCertificate.generate(SELF, store, "-ext", "bc:c");
        for (String user : users) {
            TestCertificate.generate(user, store, "-signer", SELF, "-ext", "eku=clientAuth");
        }
        KeyStore all = KeyStore.getInstance(store.toFile(), PASSWORD);
        TestingAuthority authority = new TestingAuthority(folder, folder.resolve("authority.crt"));
        Files.writeString(
                authority.certificate,
                TestCertificate.pem("CERTIFICATE", all.getCertificate(SELF).getEncoded()));
        for (String user : users) {
            authority.write(user, all);
        }
        return authority;
    }

    /** Where the files of a user are. */
    Path of(String user) {
        return folder.resolve(user);
    }

    private void write(String user, KeyStore all) throws IOException, GeneralSecurityException {
        Path own = Files.createDirectories(of(user));
        Certificate[] chain = all.getCertificateChain(user);
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        String password = "the store of " + user;
        store.setKeyEntry(user, all.getKey(user, PASSWORD), password.toCharArray(), chain);
        try (OutputStream out = Files.newOutputStream(own.resolve("user.p12"))) {
            store.store(out, password.toCharArray());
        }
        Files.writeString(own.resolve("user.password"), password);
        StringBuilder pem =
                new StringBuilder(
                        TestCertificate.pem(
                                "PRIVATE KEY", all.getKey(user, PASSWORD).getEncoded()));
        for (Certificate one : chain) {
            pem.append(TestCertificate.pem("CERTIFICATE", one.getEncoded()));
        }
        Files.writeString(own.resolve("user.pem"), pem);
    }
}
