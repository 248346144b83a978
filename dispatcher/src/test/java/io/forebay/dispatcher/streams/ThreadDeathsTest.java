package io.forebay.dispatcher.streams;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.dispatcher.meter.DispatcherMeters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

final class ThreadDeathsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ThreadDeaths deaths = new ThreadDeaths(new DispatcherMeters(registry));

    @Test
    void replacesAThreadThatMayFareBetter() {
        assertThat(deaths.handle(new StreamsException(new TimeoutException("slow"))))
                .isEqualTo(REPLACE_THREAD);
        assertThat(deaths.handle(new IllegalStateException("bug"))).isEqualTo(REPLACE_THREAD);
        assertThat(count("replaced")).isEqualTo(2);
    }

    @Test
    void stopsWhereANewThreadWouldFareNoBetter() {
        assertThat(deaths.handle(new StreamsException(new TopicAuthorizationException("no"))))
                .isEqualTo(SHUTDOWN_CLIENT);
        assertThat(deaths.handle(new OutOfMemoryError())).isEqualTo(SHUTDOWN_CLIENT);
        assertThat(count("fatal")).isEqualTo(2);
    }

    private double count(String outcome) {
        return registry.get("forebay.dispatcher.thread.deaths")
                .tag("outcome", outcome)
                .counter()
                .count();
    }
}
