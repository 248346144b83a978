package io.forebay.ingest.testing;

import com.google.protobuf.ByteString;
import io.forebay.schemas.payload.PayloadStore;
import io.forebay.schemas.payload.PayloadStoreException;
import io.forebay.schemas.wire.PayloadRef;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Payloads in memory. */
public final class TestingStore implements PayloadStore {

    public final Map<String, ByteString> payloads = new ConcurrentHashMap<>();
    public final AtomicInteger refused = new AtomicInteger();
    public volatile boolean broken;
    public volatile RuntimeException deletionFailure;

    @Override
    public PayloadRef put(String key, ByteString payload) {
        if (broken) {
            throw new PayloadStoreException("full");
        }
        payloads.put(key, payload);
        return PayloadRef.newBuilder().setKey(key).setSize(payload.size()).build();
    }

    @Override
    public ByteString get(PayloadRef ref) {
        ByteString payload = payloads.get(ref.getKey());
        if (payload == null || broken) {
            throw new PayloadStoreException("not there");
        }
        return payload;
    }

    @Override
    public ByteString find(String key) {
        return get(PayloadRef.newBuilder().setKey(key).build());
    }

    @Override
    public void delete(String key) {
        RuntimeException failure = deletionFailure;
        if (failure != null) {
            refused.incrementAndGet();
            throw failure;
        }
        payloads.remove(key);
    }
}
