package io.forebay.schemas.ops;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Meters as a scraper wants to read them. */
public final class Exposition {

    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS =
            "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private Exposition() {}

    /**
     * All meters: in the format of OpenMetrics, which alone has exemplars, for who accepts it.
     *
     * @param accept the request's header; null when it has none
     */
    public static OpsServer.Page of(PrometheusMeterRegistry registry, @Nullable String accept) {
        boolean open =
                accept != null
                        && accept.toLowerCase(Locale.ROOT).contains("application/openmetrics-text");
        String type = open ? OPEN_METRICS : TEXT;
        return new OpsServer.Page(200, type, registry.scrape(type));
    }
}
