package io.forebay.results.reader;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import io.forebay.results.redis.RedisAnswer;
import io.forebay.results.redis.RedisClient;
import io.forebay.schemas.id.BatchId;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.redis.RedisKeys;
import io.forebay.schemas.redis.ViewPosition;
import io.forebay.schemas.wire.DeliveryAttempt;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.redisson.client.codec.ByteArrayCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks into Redis for the attempts of deliveries. Safe for use by several threads. */
record DeliveryView(RedisClient redis, RedisKeys keys) implements DeliveryReader {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryView.class);

    @Override
    public Deliveries deliveries(JobId id) {
        return deliveries(keys.partition(id), id.text());
    }

    @Override
    public Deliveries deliveries(BatchId id) {
        return deliveries(keys.partition(id), id.text());
    }

    private Deliveries deliveries(int partition, String id) {
        // First: a view that is whole now was whole for whatever is read after.
        String position = keys.deliveryPosition(partition);
        RedisAnswer<Optional<ViewPosition>> whole =
                redis.ask(
                                redisson ->
                                        redisson.<byte[]>getBucket(
                                                        position, ByteArrayCodec.INSTANCE)
                                                .getAsync(),
                                text ->
                                        Optional.ofNullable(text)
                                                .map(found -> new String(found, UTF_8))
                                                .flatMap(ViewPosition::parse))
                        .join();
        return switch (whole) {
            case RedisAnswer.Away<Optional<ViewPosition>> away ->
                    new Deliveries.Unavailable(away.reason());
            case RedisAnswer.Answered<Optional<ViewPosition>> found ->
                    found.value().filter(ViewPosition::live).isPresent()
                            ? attempts(keys.deliveries(partition, id))
                            : new Deliveries.Unavailable("the view is being rebuilt");
        };
    }

    private Deliveries attempts(String key) {
        RedisAnswer<List<DeliveryAttempt>> answer =
                redis.ask(
                                redisson ->
                                        redisson.<byte[], byte[]>getMap(
                                                        key, ByteArrayCodec.INSTANCE)
                                                .readAllValuesAsync(),
                                DeliveryView::parse)
                        .join();
        return switch (answer) {
            case RedisAnswer.Away<List<DeliveryAttempt>> away ->
                    new Deliveries.Unavailable(away.reason());
            case RedisAnswer.Answered<List<DeliveryAttempt>> found ->
                    new Deliveries.Found(found.value());
        };
    }

    private static List<DeliveryAttempt> parse(Collection<byte[]> values) {
        List<DeliveryAttempt> attempts = new ArrayList<>(values.size());
        for (byte[] value : values) {
            try {
                attempts.add(DeliveryAttempt.parseFrom(value));
            } catch (InvalidProtocolBufferException e) {
                LOG.atError().setCause(e).log("the view holds what is no attempt");
            }
        }
        attempts.sort(Comparator.comparingLong(DeliveryAttempt::getStartedAt));
        return attempts;
    }
}
