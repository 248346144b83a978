package io.forebay.ingest.protocol;

import io.forebay.ingest.problem.RefusedException;
import io.forebay.objects.ObjectStorage;
import io.forebay.schemas.model.Model;
import io.forebay.schemas.payload.PayloadStoreException;
import io.forebay.schemas.problem.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Inputs that lie in objects which tenants name. Safe for use by several threads; calls block.
 *
 * @param limit bytes of an object
 */
public record ReferredBody(ObjectStorage objects, int limit) {

    /**
     * The object's bytes.
     *
     * @throws io.forebay.objects.ObjectRefusedException when it is not the tenant's or not there
     * @throws RefusedException when it is too large
     * @throws PayloadStoreException when it cannot be read now
     */
    public RequestBody fetch(String tenant, String url) {
        try (InputStream in = objects.read(tenant, url)) {
            byte[] bytes = in.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw new RefusedException(
                        ProblemCode.PAYLOAD_TOO_LARGE,
                        "the object has more than %d bytes".formatted(limit));
            }
            return new RequestBody(bytes, bytes.length);
        } catch (IOException e) {
            throw new PayloadStoreException("cannot read " + url, e);
        }
    }

    /**
     * What an object is whose type nobody says: JSON or a picture, by its first bytes.
     *
     * @throws RefusedException when the model reads no pictures
     */
    public static BodyKind kind(Model model, RequestBody body) {
        if (isJson(body)) {
            return new BodyKind.Oip(Optional.empty());
        }
        if (model.manifest().preprocess().isEmpty()) {
            throw new RefusedException(
                    ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                    "model '%s' reads no pictures".formatted(model.name()));
        }
        return new BodyKind.Image();
    }

    /** Whether the first byte that is no space begins an object. */
    private static boolean isJson(RequestBody body) {
        int at = 0;
        while (at < body.length() && body.bytes()[at] >= 0 && body.bytes()[at] <= ' ') {
            at++;
        }
        return at < body.length() && body.bytes()[at] == '{';
    }
}
