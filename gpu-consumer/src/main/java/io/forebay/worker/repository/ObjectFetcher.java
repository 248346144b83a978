package io.forebay.worker.repository;

import io.forebay.objects.ObjectRefusedException;
import io.forebay.objects.ObjectStorage;
import io.forebay.objects.ObjectsConfig;
import io.forebay.objects.S3Config;
import io.forebay.schemas.payload.PayloadStoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Fetches objects that lie under one prefix of a bucket. */
final class ObjectFetcher implements Fetcher {

    private static final int BUFFER = 1 << 16;

    /** The folder is nobody's in particular. */
    private static final String TENANT = "models";

    private final String folder;
    private final ObjectStorage objects;

    /**
     * @param folder such as {@code s3://models/}, with a slash at its end
     */
    ObjectFetcher(String folder, S3Config s3) {
        this.folder = folder;
        this.objects = ObjectStorage.open(new ObjectsConfig(List.of(folder), s3));
    }

    @Override
    public void fetch(String path, Path into, long most) throws IOException {
        String url = folder + path;
        try (InputStream from = objects.read(TENANT, url);
                OutputStream to = Files.newOutputStream(into)) {
            byte[] buffer = new byte[BUFFER];
            long taken = 0;
            for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                taken += read;
                if (taken > most) {
                    throw new IOException("%s has more than %d bytes".formatted(url, most));
                }
                to.write(buffer, 0, read);
            }
        } catch (ObjectRefusedException e) {
            throw new IOException("%s %s".formatted(url, e.getMessage()), e);
        } catch (PayloadStoreException e) {
            throw new IOException("cannot fetch %s: %s".formatted(url, e.getMessage()), e);
        }
    }
}
