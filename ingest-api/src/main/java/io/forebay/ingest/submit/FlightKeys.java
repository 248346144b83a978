package io.forebay.ingest.submit;

import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.id.FlightKeyBuilder;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.model.CachePolicy;
import io.forebay.schemas.wire.CacheMode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Names the flights of requests. */
final class FlightKeys {

    private static final int ROUTE_BYTES = Integer.BYTES;

    private FlightKeys() {}

    /** The flight that every request of the same content shares. */
    static FlightKey shared(Request request) {
        boolean publicModel =
                request.model().manifest().cache().scope() == CachePolicy.Scope.PUBLIC;
        return FlightKeyBuilder.flightKey(
                publicModel ? "" : request.tenant(), request.model().ref(), request.input());
    }

    /** The flight of one job: the shared one, or one that nobody else can name. */
    static FlightKey of(Request request, FlightKey shared, JobId id) {
        return request.options().cache() == CacheMode.BYPASS ? own(shared, id) : shared;
    }

    /** On the shared flight's route, because that is in the job's id. */
    private static FlightKey own(FlightKey shared, JobId id) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(shared.toByteArray());
            byte[] digest = sha256.digest(id.text().getBytes(StandardCharsets.UTF_8));
            byte[] own = shared.toByteArray();
            System.arraycopy(digest, 0, own, ROUTE_BYTES, own.length - ROUTE_BYTES);
            return FlightKey.of(own);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
