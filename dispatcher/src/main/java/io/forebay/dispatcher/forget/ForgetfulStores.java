package io.forebay.dispatcher.forget;

import io.forebay.schemas.topic.Forgetting;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stores of this process that forget in time. Four times in the lag, each that was written to
 * writes down its deletions, and has RocksDB compact what is half as old as that. Safe for use by
 * several threads.
 */
public final class ForgetfulStores implements AutoCloseable {

    /** Under this name the stores, which Kafka Streams makes, find it in their configuration. */
    public static final String NAME = "forebay.dispatcher.forgetful-stores";

    private static final Logger LOG = LoggerFactory.getLogger(ForgetfulStores.class);
    private static final int ROUNDS_A_LAG = 4;

    private final Duration round;
    private final Set<String> names;
    private final Set<ForgetfulStore> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("dispatcher-forget").daemon().factory());

    /**
     * @param names of those that have to
     */
    public ForgetfulStores(Forgetting forgetting, Set<String> names) {
        this.names = Set.copyOf(names);
        this.round = forgetting.lag().dividedBy(ROUNDS_A_LAG);
    }

    public void start() {
        long millis = round.toMillis();
        var _ =
                thread.scheduleWithFixedDelay(
                        () -> open.removeIf(ForgetfulStores::isGone),
                        millis,
                        millis,
                        TimeUnit.MILLISECONDS);
    }

    /** Makes a store, for each partition. */
    public static KeyValueBytesStoreSupplier supplier(String name) {
        return new Supplier(name);
    }

    /** What a store needs of RocksDB to forget in time, if it has to. */
    public void configure(String name, Options options) {
        if (names.contains(name)) {
            options.setMemtableMaxRangeDeletions(1);
            options.setPeriodicCompactionSeconds(Math.max(1, round.dividedBy(2).toSeconds()));
        }
    }

    void opened(ForgetfulStore store) {
        open.add(store);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private static boolean isGone(ForgetfulStore store) {
        try {
            return !store.forget();
        } catch (RocksDBException e) {
            LOG.atWarn()
                    .addKeyValue("store", store.name())
                    .setCause(e)
                    .log("a store cannot write down what it was told to forget; trying again");
            return false;
        }
    }

    private record Supplier(String name) implements KeyValueBytesStoreSupplier {

        @Override
        public KeyValueStore<Bytes, byte[]> get() {
            return new ForgetfulStore(name);
        }

        @Override
        public String metricsScope() {
            return "rocksdb";
        }
    }
}
