package io.forebay.dispatcher.streams;

import io.forebay.dispatcher.meter.DispatcherMeters;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a stream thread that died. Only where a new one cannot fare better (no memory, no
 * permission) the client stops, and the process shows that it needs a restart. Safe for use by
 * several threads.
 */
public final class ThreadDeaths implements StreamsUncaughtExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ThreadDeaths.class);

    private final DispatcherMeters meters;

    public ThreadDeaths(DispatcherMeters meters) {
        this.meters = meters;
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable death) {
        boolean fatal =
                Stream.iterate(death, cause -> cause != null, Throwable::getCause)
                        .anyMatch(ThreadDeaths::isFatal);
        meters.threadDeath(!fatal);
        LOG.atError().addKeyValue("replaced", !fatal).setCause(death).log("a stream thread died");
        return fatal
                ? StreamThreadExceptionResponse.SHUTDOWN_CLIENT
                : StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private static boolean isFatal(Throwable cause) {
        return cause instanceof Error
                || cause instanceof AuthenticationException
                || cause instanceof AuthorizationException;
    }
}
