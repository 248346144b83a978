package io.forebay.dispatcher.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.forebay.schemas.topic.ProtobufSerde;
import io.forebay.schemas.wire.WorkItem;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class StoredWorkTest {

    private final KeyValueStore<byte[], WorkItem> store =
            Stores.keyValueStoreBuilder(
                            Stores.inMemoryKeyValueStore("retries"),
                            Serdes.ByteArray(),
                            new ProtobufSerde<>(WorkItem.parser()))
                    .withLoggingDisabled()
                    .build();
    private StoredWork work;

    @BeforeEach
    void open() {
        var context = new MockProcessorContext<Void, Void>();
        store.init(context.getStateStoreContext(), store);
        work = new StoredWork(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void handsOutWhatIsDueTheEarliestFirstAndOnce() {
        work.hold(30, item("c"));
        work.hold(10, item("a"));
        work.hold(20, item("b"));

        assertThat(work.nextDue()).isEqualTo(10);
        assertThat(released(20, 10)).containsExactly(item("a"), item("b"));
        assertThat(work.nextDue()).isEqualTo(30);
        assertThat(released(20, 10)).isEmpty();
        assertThat(released(30, 10)).containsExactly(item("c"));
        assertThat(work.nextDue()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void handsOutNoMoreThanItMayAtOnce() {
        work.hold(10, item("a"));
        work.hold(10, item("b"));

        assertThat(released(10, 1)).containsExactly(item("a"));
        assertThat(work.nextDue()).isEqualTo(10);
        assertThat(released(10, 1)).containsExactly(item("b"));
    }

    @Test
    void findsWorkThatIsHeldForAnEarlierTimeThanItHasReached() {
        work.hold(100, item("a"));
        released(100, 10);
        work.hold(50, item("b"));

        assertThat(work.nextDue()).isEqualTo(50);
        assertThat(released(60, 10)).containsExactly(item("b"));
    }

    @Test
    void findsWhatAnotherLeftBehind() {
        work.hold(10, item("a"));
        work = new StoredWork(store);

        assertThat(work.nextDue()).isEqualTo(10);
        assertThat(released(10, 10)).containsExactly(item("a"));
    }

    private List<WorkItem> released(long now, int most) {
        List<WorkItem> released = new ArrayList<>();
        work.release(now, most, released::add);
        return released;
    }

    private static WorkItem item(String key) {
        return WorkItem.newBuilder().setFlightKey(ByteString.copyFromUtf8(key)).build();
    }
}
