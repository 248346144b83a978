package io.forebay.loadtests.soak.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How much a folder holds. */
final class Folder {

    private Folder() {}

    /** Bytes of the files below it that are wanted; files that go meanwhile do not count. */
    static long bytes(Path folder, Predicate<Path> wanted) {
        AtomicLong bytes = new AtomicLong();
        try {
            if (Files.isDirectory(folder)) {
                Files.walkFileTree(folder, new Adder(wanted, bytes));
            }
            return bytes.get();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look through " + folder, e);
        }
    }

    private static final class Adder extends SimpleFileVisitor<Path> {

        private final Predicate<Path> wanted;
        private final AtomicLong bytes;

        Adder(Predicate<Path> wanted, AtomicLong bytes) {
            this.wanted = wanted;
            this.bytes = bytes;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (wanted.test(file)) {
                bytes.addAndGet(attributes.size());
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException gone) {
            return FileVisitResult.CONTINUE;
        }
    }
}
