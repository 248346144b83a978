package io.forebay.ingest.overview;

import io.forebay.schemas.config.ConfigException;
import java.net.URI;

/**
 * Whom the overview asks why there are as many workers as there are.
 *
 * @param explain the scaler's {@code /explain.json}, such as {@code
 *     http://forebay-scaler:9403/explain.json}; empty = nobody
 */
public record ScalingConfig(String explain) {

    public static final ScalingConfig DEFAULT = new ScalingConfig("");

    public ScalingConfig {
        explain = explain == null ? "" : explain;
        if (!explain.isEmpty() && !explain.matches("https?://.+")) {
            throw new ConfigException(
                    "scaling.explain must be the http(s) address of the scaler's /explain.json, not '%s'"
                            .formatted(explain));
        }
    }

    /** Its scaler, which is not asked before somebody looks. */
    public Scaling scaling() {
        return explain.isEmpty() ? Scaling.NONE : new HttpScaling(URI.create(explain));
    }
}
