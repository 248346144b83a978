package io.forebay.dispatcher.slot;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.forebay.schemas.wire.Lane;
import io.forebay.schemas.wire.ModelRef;
import io.forebay.schemas.wire.WorkItem;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FairSlotsTest {

    private static final int PARTITIONS = 24;
    private static final int HALF = 50;

    private final FairSlots slots = new FairSlots();
    private long now = 1_000_000;
    private int flights;

    @Test
    void spreadsTheWorkOfATenantThatIsAloneEvenlyOverAllPartitions() {
        int[] load = new int[PARTITIONS];
        for (int i = 0; i < 10 * PARTITIONS; i++) {
            load[take("acme").partition()]++;
        }

        assertThat(load).containsOnly(10);
    }

    @Test
    void keepsAFloodWithinItsShareOfThePartitionsWhileOthersAreThere() {
        take("other");
        List<Berth> flood = IntStream.range(0, 2_000).mapToObj(i -> take("flood")).toList();

        // The first ones are no flood yet.
        assertThat(partitions(flood.subList(PARTITIONS, 2_000))).hasSize(PARTITIONS / 2);
    }

    @Test
    void letsATenantWithLittleWorkGoWhereTheFloodIsNot() {
        take("other");
        List<Berth> flood = IntStream.range(0, 2_000).mapToObj(i -> take("flood")).toList();
        Set<Integer> flooded = partitions(flood.subList(PARTITIONS, 2_000));

        for (int i = 0; i < 500; i++) {
            Berth berth = take("calm");
            assertThat(flooded).doesNotContain(berth.partition());
            slots.leave("m", berth);
        }
    }

    @Test
    void leavesRoomBesideSeveralFloodsForEveryOtherTenant() {
        take("other");
        for (int i = 0; i < 1_000; i++) {
            take("one");
            take("two");
        }
        List<Berth> calm = new ArrayList<>();
        for (int tenant = 0; tenant < 100; tenant++) {
            calm.add(take("calm-" + tenant));
        }
        int[] load = new int[PARTITIONS];
        for (int i = 0; i < 1_000; i++) {
            load[take("one").partition()]++;
            load[take("two").partition()]++;
        }

        assertThat(calm).allSatisfy(berth -> assertThat(load[berth.partition()]).isZero());
    }

    @Test
    void countsWhatIsDoneNoMore() {
        Berth other = take("other");
        List<Berth> flood = IntStream.range(0, 500).mapToObj(i -> take("flood")).toList();
        slots.leave("m", other);
        flood.forEach(berth -> slots.leave("m", berth));

        List<Berth> later = IntStream.range(0, PARTITIONS).mapToObj(i -> take("flood")).toList();
        assertThat(partitions(later)).hasSize(PARTITIONS);
    }

    @Test
    void gainsTheWholeTopicBackWhenTheOthersHaveBeenSilentForLong() {
        take("other");
        IntStream.range(0, 500).forEach(i -> take("flood"));
        now += Duration.ofMinutes(11).toMillis();

        List<Berth> later = IntStream.range(0, 2_000).mapToObj(i -> take("flood")).toList();
        assertThat(partitions(later)).hasSize(PARTITIONS);
    }

    @Test
    void sendsAllWorkOfAnOrderingKeyToOnePartitionOfTheTenant() {
        Set<Integer> of = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            take("flood");
            of.add(slots.take(item("acme", "session-1"), HALF, PARTITIONS, now).partition());
        }
        assertThat(of).hasSize(1);

        Set<Integer> all = new HashSet<>();
        for (int key = 0; key < 500; key++) {
            all.add(slots.take(item("acme", "s" + key), HALF, PARTITIONS, now).partition());
        }
        assertThat(all).hasSize(PARTITIONS / 2);
    }

    @Test
    void findsTheSamePartitionOfAnOrderingKeyInAnotherProcess() {
        int here = slots.take(item("acme", "session-1"), HALF, PARTITIONS, now).partition();
        int there =
                new FairSlots()
                        .take(item("acme", "session-1"), HALF, PARTITIONS, now + 1)
                        .partition();

        assertThat(there).isEqualTo(here);
    }

    @Test
    void restoresWhereWorkLies() {
        FairSlots restarted = new FairSlots();
        for (int partition = 0; partition < PARTITIONS - 1; partition++) {
            restarted.restore("m", new Berth("flood", Lane.INTERACTIVE, partition));
        }

        Berth next = restarted.take(item("calm", ""), HALF, PARTITIONS, now);
        assertThat(next.partition()).isEqualTo(PARTITIONS - 1);
    }

    @Test
    void givesTenantsSharesOfTheirOwn() {
        Set<Set<Integer>> shares = new HashSet<>();
        for (int tenant = 0; tenant < 200; tenant++) {
            Deal deal = Deal.of("m/tenant-" + tenant, PARTITIONS);
            Set<Integer> share = new HashSet<>();
            IntStream.range(0, PARTITIONS / 2)
                    .forEach(i -> share.add(deal.card(i, PARTITIONS / 2)));
            assertThat(share).hasSize(PARTITIONS / 2);
            shares.add(share);
        }

        assertThat(shares).hasSize(200);
    }

    @Test
    void roundsSharesToWholePartitions() {
        assertThat(FairSlots.share(0, 24)).isEqualTo(12);
        assertThat(FairSlots.share(50, 1)).isEqualTo(1);
        assertThat(FairSlots.share(1, 24)).isEqualTo(1);
        assertThat(FairSlots.share(100, 24)).isEqualTo(24);
        assertThat(FairSlots.share(50, 3)).isEqualTo(2);
    }

    private static Set<Integer> partitions(List<Berth> berths) {
        Set<Integer> partitions = new HashSet<>();
        berths.forEach(berth -> partitions.add(berth.partition()));
        return partitions;
    }

    private Berth take(String tenant) {
        return slots.take(item(tenant, ""), HALF, PARTITIONS, now);
    }

    private WorkItem item(String tenant, String orderingKey) {
        return WorkItem.newBuilder()
                .setFlightKey(
                        ByteString.copyFrom(ByteBuffer.allocate(32).putInt(flights++).array()))
                .setModel(ModelRef.newBuilder().setName("m"))
                .setLane(Lane.INTERACTIVE)
                .setTenant(tenant)
                .setOrderingKey(orderingKey)
                .build();
    }
}
