package io.forebay.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.ShareGroupDescription;
import org.apache.kafka.clients.admin.ShareMemberAssignment;
import org.apache.kafka.clients.admin.ShareMemberDescription;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.CoordinatorNotAvailableException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.Test;

class ShareGroupsTest {

    @Test
    void whatIsNotLagIsDone() {
        assertThat(ShareGroups.done(partition(4, Optional.of(6L)), 20)).isEqualTo(14);
    }

    @Test
    void whatLiesBeforeTheBeginningIsDoneWhenTheLagIsNotKnown() {
        assertThat(ShareGroups.done(partition(4, Optional.empty()), 20)).isEqualTo(4);
        assertThat(ShareGroups.done(partition(-1, Optional.empty()), 20)).isZero();
    }

    @Test
    void aLagThatIsYoungerThanTheEndUndoesNothing() {
        assertThat(ShareGroups.done(partition(4, Optional.of(30L)), 20)).isEqualTo(4);
    }

    @Test
    void allIsDoneBeforeTheEndWhenNothingLags() {
        assertThat(ShareGroups.doneBefore(partition(4, Optional.of(0L)), 20)).isEqualTo(20);
        assertThat(ShareGroups.doneBefore(partition(25, Optional.of(0L)), 20)).isEqualTo(25);
    }

    /** What is done need not be what lies in front. */
    @Test
    void onlyWhatLiesBeforeTheBeginningIsSurelyDoneOtherwise() {
        assertThat(ShareGroups.doneBefore(partition(4, Optional.of(1L)), 20)).isEqualTo(4);
        assertThat(ShareGroups.doneBefore(partition(4, Optional.empty()), 20)).isEqualTo(4);
        assertThat(ShareGroups.doneBefore(partition(-1, Optional.empty()), 20)).isZero();
    }

    @Test
    void onlyAGroupWithoutMembersIsUnknown() {
        assertThat(ShareGroups.isUnknown(failed(new GroupIdNotFoundException("g")))).isTrue();
        assertThat(ShareGroups.isUnknown(failed(new UnsupportedVersionException("v")))).isTrue();
        assertThat(ShareGroups.isUnknown(failed(new CoordinatorNotAvailableException("c"))))
                .isFalse();
    }

    @Test
    void severalMembersOfOneWorkerAreOneWorker() {
        ShareGroupDescription group =
                new ShareGroupDescription(
                        "g",
                        List.of(
                                member(ShareGroups.clientId("w-1-m-bulk", 1)),
                                member(ShareGroups.clientId("w-1-m-bulk", 2)),
                                member(ShareGroups.clientId("w-2-m-bulk", 1))),
                        GroupState.STABLE,
                        new Node(1, "localhost", 1),
                        1,
                        1);

        assertThat(ShareGroups.workers(group)).isEqualTo(2);
    }

    private static SharePartitionOffsetInfo partition(long start, Optional<Long> lag) {
        return new SharePartitionOffsetInfo(start, Optional.empty(), lag);
    }

    private static ExecutionException failed(Exception cause) {
        return new ExecutionException(cause);
    }

    private static ShareMemberDescription member(String clientId) {
        return new ShareMemberDescription(
                clientId,
                Optional.empty(),
                clientId,
                "localhost",
                new ShareMemberAssignment(Set.of()),
                1);
    }
}
