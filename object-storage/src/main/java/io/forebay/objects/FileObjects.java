package io.forebay.objects;

import io.forebay.schemas.payload.PayloadStoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Objects in directories, for standalone and tests. Follows no link out of a root. */
final class FileObjects {

    InputStream read(ObjectUrl url, String root) {
        try {
            return Files.newInputStream(require(url, root));
        } catch (IOException e) {
            throw new PayloadStoreException("cannot read " + url, e);
        }
    }

    /** The file behind the name. */
    Path require(ObjectUrl url, String root) {
        try {
            Path file = path(url).toRealPath();
            requireInside(file, root);
            if (!Files.isRegularFile(file)) {
                throw new ObjectRefusedException("is no file: " + url);
            }
            return file;
        } catch (NoSuchFileException e) {
            throw new ObjectRefusedException("is not there: " + url);
        } catch (IOException e) {
            throw new PayloadStoreException("cannot read " + url, e);
        }
    }

    ObjectWriter write(ObjectUrl url, String root) {
        try {
            Path file = path(url);
            Path folder = parent(file);
            requireInside(nearest(folder).toRealPath(), root);
            Files.createDirectories(folder);
            requireInside(folder.toRealPath(), root);
            return new Draft(file, Files.createTempFile(folder, ".put", null));
        } catch (IOException e) {
            throw new PayloadStoreException("cannot write " + url, e);
        }
    }

    private static Path path(ObjectUrl url) {
        return Path.of("/" + url.key());
    }

    private static Path parent(Path file) {
        return file.resolveSibling("");
    }

    private static Path nearest(Path folder) {
        Path there = folder;
        while (!Files.exists(there)) {
            there = parent(there);
        }
        return there;
    }

    private static void requireInside(Path real, String root) throws IOException {
        Path inside = Path.of(root.substring("file:".length()));
        // The root itself may be made by the first who writes.
        Path top = Files.exists(inside) ? inside.toRealPath() : nearest(inside).toRealPath();
        if (!real.startsWith(top)) {
            throw new ObjectRefusedException("leads out of " + root + " by a link");
        }
    }

    /** Confined to its writer's thread. */
    private static final class Draft extends ObjectWriter {

        private final Path file;
        private final Path draft;
        private final OutputStream out;

        Draft(Path file, Path draft) throws IOException {
            this.file = file;
            this.draft = draft;
            this.out = Files.newOutputStream(draft);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void finish() {
            try {
                out.close();
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new PayloadStoreException("cannot write " + file, e);
            }
        }

        @Override
        public void close() {
            try {
                out.close();
                Files.deleteIfExists(draft);
            } catch (IOException e) {
                throw new PayloadStoreException("cannot discard " + draft, e);
            }
        }
    }
}
