package io.forebay.standalone.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Supplier;

/**
 * The directory that holds everything a standalone Forebay keeps. Held by one process at a time.
 *
 * @param root usually {@code ~/.forebay}
 */
public record Home(Path root, FileLock lock) implements AutoCloseable {

    private static final int SECRET_BYTES = 32;

    /**
     * Takes the directory, making it when it is not there.
     *
     * @throws HomeTakenException when another process holds it
     */
    public static Home open(Path root) {
        try {
            Files.createDirectories(root);
            FileChannel channel =
                    FileChannel.open(
                            root.resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw new HomeTakenException(root);
            }
            tellPid(root);
            return new Home(root, lock);
        } catch (OverlappingFileLockException e) {
            throw new HomeTakenException(root);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use " + root, e);
        }
    }

    /** Whoever measures or stops this process finds it by {@code run/<name>.pid}. */
    private static void tellPid(Path root) throws IOException {
        Path run = Files.createDirectories(root.resolve("run"));
        Files.writeString(run.resolve("standalone.pid"), ProcessHandle.current().pid() + "\n");
    }

    public Path kafka() {
        return root.resolve("kafka");
    }

    public Path redis() {
        return root.resolve("redis");
    }

    public Path state() {
        return root.resolve("state");
    }

    public Path payloads() {
        return root.resolve("payloads");
    }

    /** Files that batches may read and write. */
    public Path objects() {
        return root.resolve("objects");
    }

    /** The secret under which job ids are made, made at the first start. */
    public String jobIdSecret() {
        return secret("job-id-secret", () -> random(SECRET_BYTES));
    }

    /** The key under which signing secrets are sealed, made at the first start. */
    public String webhookSecretKey() {
        return secret("webhook-secret-key", () -> random(SECRET_BYTES));
    }

    /** The pepper under which API keys are digested, made at the first start. */
    public String keyPepper() {
        return secret("key-pepper", () -> random(SECRET_BYTES));
    }

    /**
     * A secret that is made at the first start and kept, readable by its owner alone.
     *
     * @param name of its file
     * @param first makes it
     */
    public String secret(String name, Supplier<String> first) {
        Path file = root.resolve(name);
        try {
            if (!Files.exists(file)) {
                Files.createFile(
                        file,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
                Files.writeString(file, first.get() + "\n");
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep " + file, e);
        }
    }

    @Override
    public void close() {
        try {
            lock.acquiredBy().close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot give " + root + " back", e);
        }
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
