package io.forebay.ingest.http;

import java.time.Duration;

/** Counts answers. Safe for use by several threads. */
@FunctionalInterface
public interface RequestMeter {

    /**
     * @param route its name
     * @param outcome the problem's code, or the status of a success
     */
    void answered(String route, String outcome, Duration took);
}
