package io.forebay.objects;

import io.forebay.schemas.payload.PayloadStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class DirectoryPayloadStoreTest extends PayloadStoreContract {

    @TempDir Path directory;

    @Override
    PayloadStore store() {
        return PayloadStores.open(PayloadsConfig.in(directory));
    }
}
