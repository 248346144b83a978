package io.forebay.worker.fake;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ShareConsumer;

final class FakeShareGroupTest extends ShareConsumerContract {

    private static final Duration LOCK = Duration.ofMillis(200);

    private final FakeShareGroup group = new FakeShareGroup("t", LOCK);

    @Override
    protected ShareConsumer<byte[], byte[]> member(int maxPollRecords) {
        FakeShareGroup.Member member = group.member(maxPollRecords);
        member.subscribe(List.of("t"));
        return member;
    }

    @Override
    protected void send(int records) {
        for (int record = 0; record < records; record++) {
            group.send(new byte[] {1});
        }
    }

    @Override
    protected Duration lock() {
        return LOCK;
    }
}
