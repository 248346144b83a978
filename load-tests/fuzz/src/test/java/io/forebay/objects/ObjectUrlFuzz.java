package io.forebay.objects;

import static io.forebay.fuzz.Property.holds;
import static io.forebay.fuzz.Property.same;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.forebay.fuzz.Parts;
import io.forebay.schemas.payload.PayloadKey;
import io.forebay.schemas.payload.PayloadStoreException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Objects that tenants name, and keys of payloads: paths that stay where they begin. */
final class ObjectUrlFuzz {

    private static final String ROOT = "file:/srv/batches/acme/";
    private static final ObjectStorage STORAGE =
            ObjectStorage.open(
                    new ObjectsConfig(
                            List.of("file:/srv/batches/{tenant}/", "s3://bucket/{tenant}/"),
                            S3Config.DEFAULT));

    @FuzzTest
    void url(byte[] bytes) {
        String text = Parts.text(bytes);
        try {
            ObjectUrl url = STORAGE.resolve("acme", text);
            same(ObjectUrl.parse(url.toString()).orElseThrow(), url, "written and read again");
            String key = url.toString();
            holds(key.startsWith(ROOT) || key.startsWith("s3://bucket/acme/"), "under no root");
            if (url.isFile()) {
                holds(stays(Path.of("/srv/batches/acme"), "/" + url.key()), "elsewhere");
            }
        } catch (ObjectRefusedException | InvalidPathException e) {
            // It names none.
        }
        try {
            String key = PayloadKey.require(text);
            holds(stays(Path.of("/data"), "/data/" + key), "a payload elsewhere");
        } catch (PayloadStoreException e) {
            // It is none.
        }
    }

    private static boolean stays(Path root, String path) {
        return Path.of(path).normalize().startsWith(root);
    }
}
