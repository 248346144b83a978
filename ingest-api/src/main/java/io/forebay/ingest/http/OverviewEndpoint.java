package io.forebay.ingest.http;

import io.forebay.ingest.auth.AuthConfig;
import io.forebay.ingest.auth.Scope;
import io.forebay.ingest.overview.OverviewWriter;
import io.forebay.ingest.overview.Overviews;

/** {@code GET /v1/overview}: the pipeline as it is now. */
record OverviewEndpoint(Overviews overviews, OverviewWriter writer, AuthConfig auth)
        implements Endpoint {

    static OverviewEndpoint of(Services services) {
        Overviews overviews =
                new Overviews(
                        services.models(),
                        services.backlog(),
                        services.pulse(),
                        services.deadLetters(),
                        services.scaling(),
                        services.clock());
        return new OverviewEndpoint(overviews, new OverviewWriter(), services.keys().config());
    }

    @Override
    public Answer answer(Call call) {
        boolean operates =
                call.caller().scopes().contains(Scope.OPERATE) && auth.operatesAll(call.tenant());
        return Answer.json(200, out -> writer.write(out, overviews, operates));
    }
}
