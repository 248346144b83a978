package io.forebay.objects;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The objects that tenants may name. Nothing is opened that does not lie under one of the tenant's
 * roots, so that no text of a tenant makes this process reach anything else. Safe for use by
 * several threads; calls block.
 */
public final class ObjectStorage implements AutoCloseable {

    /** What may stand for a tenant in a root without meaning a path of its own. */
    private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");

    private final List<String> roots;
    private final FileObjects files = new FileObjects();
    private final S3Objects s3;

    private ObjectStorage(ObjectsConfig config) {
        this.roots = config.roots();
        this.s3 = new S3Objects(config.s3());
    }

    /** Nothing is asked of a server yet. */
    public static ObjectStorage open(ObjectsConfig config) {
        return new ObjectStorage(config);
    }

    /**
     * The object that a tenant names.
     *
     * @throws ObjectRefusedException when the text names none of the tenant's
     */
    public ObjectUrl resolve(String tenant, String text) {
        ObjectUrl url =
                ObjectUrl.parse(text)
                        .orElseThrow(() ->
                                new ObjectRefusedException(
                                        "names no object: expected s3://bucket/key or file:/path, without '..', '%' and '?'"));
        if (root(tenant, url).isEmpty()) {
            throw new ObjectRefusedException(
                    roots.isEmpty()
                            ? "objects cannot be named here: objects.roots is empty"
                            : "lies under none of the tenant's roots: "
                                    + String.join(", ", roots(tenant)));
        }
        return url;
    }

    /**
     * The object's bytes, as they come.
     *
     * @throws ObjectRefusedException when it is not there
     * @throws io.forebay.schemas.payload.PayloadStoreException when it cannot be read now
     */
    public InputStream read(String tenant, String text) {
        ObjectUrl url = resolve(tenant, text);
        return url.isFile() ? files.read(url, root(tenant, url).orElseThrow()) : s3.read(url);
    }

    /**
     * Looks whether the object is there.
     *
     * @throws ObjectRefusedException when it is not, or is not the tenant's
     * @throws io.forebay.schemas.payload.PayloadStoreException when that cannot be told now
     */
    public void require(String tenant, String text) {
        ObjectUrl url = resolve(tenant, text);
        if (url.isFile()) {
            var _ = files.require(url, root(tenant, url).orElseThrow());
        } else {
            s3.require(url);
        }
    }

    /**
     * A new object in place of the one that may be there; nobody sees it before {@link
     * ObjectWriter#finish}.
     *
     * @throws ObjectRefusedException when the tenant may not write there
     * @throws io.forebay.schemas.payload.PayloadStoreException when it cannot be written now
     */
    public ObjectWriter write(String tenant, String text) {
        ObjectUrl url = resolve(tenant, text);
        return url.isFile() ? files.write(url, root(tenant, url).orElseThrow()) : s3.write(url);
    }

    @Override
    public void close() {
        s3.close();
    }

    private Optional<String> root(String tenant, ObjectUrl url) {
        return roots(tenant).stream().filter(url::isIn).findFirst();
    }

    private List<String> roots(String tenant) {
        boolean named = TENANT.matcher(tenant).matches();
        return roots.stream()
                .filter(root -> named || !root.contains(ObjectsConfig.TENANT))
                .map(root -> root.replace(ObjectsConfig.TENANT, tenant))
                .toList();
    }
}
