package io.forebay.ingest.submit;

import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.id.FlightKeyBuilder;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.model.CachePolicy;
import io.forebay.schemas.wire.CacheMode;

/** Names the flights of requests. */
final class FlightKeys {

    private FlightKeys() {}

    /** The flight that every request of the same content shares. */
    static FlightKey shared(Request request) {
        boolean publicModel =
                request.model().manifest().cache().scope() == CachePolicy.Scope.PUBLIC;
        FlightKey content =
                FlightKeyBuilder.flightKey(
                        publicModel ? "" : request.tenant(),
                        request.model().ref(),
                        request.input());
        String orderingKey = request.options().orderingKey();
        return orderingKey.isEmpty()
                ? content
                : FlightKeyBuilder.inOrder(
                        content, request.tenant(), request.model().name(), orderingKey);
    }

    /** The flight of one job: the shared one, or one that nobody else can name. */
    static FlightKey of(Request request, FlightKey shared, JobId id) {
        return request.options().cache() == CacheMode.BYPASS
                ? FlightKeyBuilder.alone(shared, id)
                : shared;
    }
}
