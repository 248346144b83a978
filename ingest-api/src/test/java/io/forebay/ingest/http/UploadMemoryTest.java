package io.forebay.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.ingest.http.TestingServer.Reply;
import io.forebay.ingest.publish.Publisher;
import io.forebay.schemas.id.Route;
import io.forebay.schemas.wire.JobEvent;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an upload takes of the heap, by collections while it runs. */
final class UploadMemoryTest {

    private static final int LINES = 200_000;
    private static final int COLLECT_EVERY = 20_000;
    private static final String PADDING = "x".repeat(200);

    /** A third of what all the lines would take. */
    private static final long MOST_BYTES = 20L << 20;

    private final AtomicInteger sent = new AtomicInteger();
    private final List<Long> live = new CopyOnWriteArrayList<>();
    private final TestingServer server = new TestingServer(this::send);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aBatchOfManyLinesTakesNoMoreThanOneOfFew() {
        Reply taken =
                server.send(
                        server.authorized("/v1/batches")
                                .header("Content-Type", "application/x-ndjson")
                                .POST(
                                        BodyPublishers.ofByteArrays(() ->
                                                IntStream.range(0, LINES)
                                                        .mapToObj(UploadMemoryTest::line)
                                                        .iterator())));

        assertThat(taken.status()).as(taken.text()).isEqualTo(202);
        assertThat(taken.json().path("nextLine").asInt()).isEqualTo(LINES + 1);
        assertThat(sent).hasValue(LINES);
        assertThat(live).hasSize(LINES / COLLECT_EVERY);
        assertThat(Collections.max(live) - live.getFirst())
                .as("bytes in use while it ran: %s", live)
                .isLessThan(MOST_BYTES);
    }

    private static byte[] line(int number) {
        return (BatchCalls.good(number + PADDING) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** What the fakes keep is not the server's; the tenant's quota has its time to come back. */
    private Publisher.Pending send(Route route, byte[] key, JobEvent event) {
        server.clock.advance(Duration.ofMillis(10));
        if (sent.incrementAndGet() % COLLECT_EVERY == 0) {
            server.store.payloads.clear();
            server.batches.events.clear();
            System.gc();
            live.add(leftByTheCollection());
        }
        return Publisher.Outcome.Acknowledged::new;
    }

    /**
     * Bytes at its end: what client and server have taken since, megabytes in a moment, is not in.
     */
    private static long leftByTheCollection() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getCollectionUsage)
                .filter(Objects::nonNull)
                .mapToLong(MemoryUsage::getUsed)
                .sum();
    }
}
