package io.forebay.results.webhook.follow;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.forebay.schemas.webhook.Endpoint;
import io.forebay.schemas.webhook.Endpoints;
import io.forebay.schemas.wire.BatchState;
import io.forebay.schemas.wire.BatchStatus;
import io.forebay.schemas.wire.Callback;
import io.forebay.schemas.wire.DeliveryOrder;
import io.forebay.schemas.wire.EndpointStanding;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.State;
import io.forebay.schemas.wire.WebhookEndpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnnouncerTest {

    private static final Callback CALLBACK = Callback.newBuilder().setUrl("https://a/").build();

    private final List<Endpoint> endpoints = new ArrayList<>();
    private final Announcer announcer = new Announcer(new Known());

    @Test
    void theSameStateGivesTheSameIds() {
        endpoints.add(endpoint("we_1", 1, true));
        JobState job = ended().setCallback(CALLBACK).build();

        List<DeliveryOrder> orders = announcer.orders(job, Optional.empty());

        assertThat(orders).hasSize(2).isEqualTo(announcer.orders(job, Optional.empty()));
        assertThat(orders).extracting(DeliveryOrder::getId).doesNotHaveDuplicates();
        assertThat(orders.getFirst().getId()).startsWith("msg_").doesNotContain(".");
        assertThat(orders).extracting(DeliveryOrder::getEvent).containsOnly("job.succeeded");
    }

    @Test
    void whatIsToldIsAllThatAPollShows() {
        JobState job =
                ended().setCallback(CALLBACK)
                        .setFlightKey(ByteString.copyFromUtf8("names the result's own address"))
                        .setCacheUntil(1)
                        .build();

        assertThat(only(job).getJob()).isEqualTo(job.toBuilder().clearCallback().build());
    }

    @Test
    void anAttachedCallbackTakesThePlaceOfTheSubmitted() {
        Callback other = Callback.newBuilder().setUrl("https://b/").build();

        assertThat(announcer.orders(ended().setCallback(CALLBACK).build(), Optional.of(other)))
                .extracting(DeliveryOrder::getCallbackUrl)
                .containsExactly("https://b/");
    }

    @Test
    void aJobThatStartsTwiceIsToldTwiceButEndsOnce() {
        Callback all = CALLBACK.toBuilder().addEvents("job.*").build();
        JobState running = job(State.RUNNING).setCallback(all).setVersion(2).build();

        String first = only(running).getId();
        assertThat(only(running.toBuilder().setVersion(4).build()).getId()).isNotEqualTo(first);
        assertThat(only(ended().setCallback(all).setVersion(5).build()).getId())
                .isEqualTo(only(ended().setCallback(all).setVersion(6).build()).getId());
    }

    @Test
    void theEndOfABatchIsToldToItsCallbackAndToEndpoints() {
        endpoints.add(endpoint("we_1", 1, true));
        BatchState batch = batch(BatchStatus.BATCH_COMPLETED).setCallback(CALLBACK).build();

        List<DeliveryOrder> orders = announcer.orders(batch);

        assertThat(orders)
                .extracting(order -> order.getEvent() + " " + order.getEndpointId())
                .containsExactly("batch.completed ", "batch.completed we_1");
        assertThat(orders)
                .allSatisfy(order -> {
                    assertThat(order.getBatch().getBatchId()).isEqualTo("batch_1");
                    assertThat(order.getBatch().hasCallback()).isFalse();
                });
        assertThat(announcer.orders(batch)).isEqualTo(orders);
        assertThat(
                        announcer
                                .orders(batch.toBuilder().setFinishedAt(3_000).build())
                                .getFirst()
                                .getId())
                .as("a batch that ends again is another event")
                .isNotEqualTo(orders.getFirst().getId());
    }

    @Test
    void aBatchThatHasNotEndedIsNotTold() {
        for (BatchStatus status :
                List.of(
                        BatchStatus.BATCH_OPEN,
                        BatchStatus.BATCH_RUNNING,
                        BatchStatus.BATCH_CANCELING)) {
            assertThat(announcer.orders(batch(status).setCallback(CALLBACK).build())).isEmpty();
        }
        Callback jobs = CALLBACK.toBuilder().addEvents("job.*").build();
        assertThat(announcer.orders(batch(BatchStatus.BATCH_EXPIRED).setCallback(jobs).build()))
                .as("nor one whose callback wants to hear of jobs alone")
                .isEmpty();
    }

    @Test
    void aBatchWhoseResultsGoToObjectsIsToldWhenTheyAreThereOrGivenUp() {
        BatchState ended =
                batch(BatchStatus.BATCH_COMPLETED)
                        .setCallback(CALLBACK)
                        .setOutput("s3://b/out/")
                        .build();

        assertThat(announcer.orders(ended)).isEmpty();
        assertThat(announcer.orders(ended.toBuilder().setWrittenFor(2_000).build())).hasSize(1);
    }

    private static BatchState.Builder batch(BatchStatus status) {
        return BatchState.newBuilder()
                .setBatchId("batch_1")
                .setTenant("acme")
                .setStatus(status)
                .setFinishedAt(2_000);
    }

    @Test
    void nobodyIsToldWhatIsNotForThem() {
        endpoints.add(endpoint("disabled", 1, false));
        endpoints.add(endpoint("younger than the event", 5_000, true));
        endpoints.add(endpoint(Endpoint.CALLBACKS, 1, true));

        assertThat(announcer.orders(ended().build(), Optional.empty())).isEmpty();
        assertThat(
                        announcer.orders(
                                job(State.QUEUED).setCallback(CALLBACK).build(), Optional.empty()))
                .isEmpty();
        assertThat(
                        announcer.orders(
                                job(State.RUNNING).setCallback(CALLBACK).build(), Optional.empty()))
                .isEmpty();
    }

    private DeliveryOrder only(JobState job) {
        List<DeliveryOrder> orders = announcer.orders(job, Optional.empty());
        assertThat(orders).hasSize(1);
        return orders.getFirst();
    }

    private static JobState.Builder ended() {
        return job(State.SUCCEEDED).setFinishedAt(2_000);
    }

    private static JobState.Builder job(State state) {
        return JobState.newBuilder()
                .setJobId("job_1")
                .setTenant("acme")
                .setState(state)
                .setStartedAt(1_000);
    }

    private static Endpoint endpoint(String id, long createdAt, boolean enabled) {
        return new Endpoint(
                WebhookEndpoint.newBuilder()
                        .setId(id)
                        .setTenant("acme")
                        .setUrl("https://x/")
                        .setEnabled(enabled)
                        .setCreatedAt(createdAt)
                        .build(),
                EndpointStanding.getDefaultInstance());
    }

    private final class Known implements Endpoints {

        @Override
        public Collection<Endpoint> of(String tenant) {
            return tenant.equals("acme") ? endpoints : List.of();
        }

        @Override
        public Optional<Endpoint> find(String tenant, String id) {
            return Optional.empty();
        }

        @Override
        public boolean await(String tenant, String id, long revision, Duration patience) {
            return false;
        }
    }
}
