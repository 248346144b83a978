package io.forebay.worker.poll;

import static io.forebay.fuzz.Property.holds;
import static io.forebay.fuzz.Property.same;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.forebay.fuzz.Parts;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/** What a commit's metadata tells the next owner of a partition; older releases wrote others. */
final class CommitsFuzz {

    private static final long BASE = 1_000;

    @FuzzTest
    void metadata(byte[] bytes) {
        OffsetAndMetadata committed = new OffsetAndMetadata(BASE, Parts.text(bytes));
        Custody custody = Custody.of(committed);
        OffsetAndMetadata rest = Custody.without(committed);
        DoneAbove.decode(BASE, rest.metadata())
                .ifPresent(done -> {
                    holds(
                            done.end() >= BASE && done.end() <= BASE + DoneAbove.MAX_BITS,
                            "done beyond what can be told");
                    same(
                            DoneAbove.decode(BASE, done.encode()).orElseThrow(),
                            done,
                            "written and read again");
                });
        TakenOver.of(committed, 100, BASE + 500);
        OffsetAndMetadata written = custody.with(new OffsetAndMetadata(BASE, "1:AQ"));
        same(Custody.without(written).metadata(), "1:AQ", "what was there before");
        same(
                Custody.of(Custody.of(written).with(new OffsetAndMetadata(BASE))),
                Custody.of(written),
                "written and read again");
    }
}
