package io.forebay.results.webhook.delivery;

import io.forebay.results.webhook.WebhookMeters;
import io.forebay.results.webhook.retry.RetryPolicy;
import io.forebay.results.webhook.send.Sender;
import io.forebay.schemas.document.BatchWriter;
import io.forebay.schemas.document.JobWriter;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.trace.Tracing;
import io.forebay.schemas.webhook.Endpoints;
import io.forebay.schemas.webhook.SecretSeal;
import java.time.InstantSource;
import java.util.function.Predicate;

/**
 * What a desk is made of.
 *
 * @param jobs writes the jobs that are told
 * @param owed reads back what is owed
 * @param deleted whether a job was deleted
 */
public record Desks(
        Endpoints endpoints,
        SecretSeal seal,
        Sender sender,
        JobWriter jobs,
        Ledger ledger,
        OwedDeliveries owed,
        Predicate<JobId> deleted,
        RetryPolicy retries,
        WebhookMeters meters,
        Tracing tracing) {

    /** A desk with its lanes. */
    public Desk desk(LaneConfig config, InstantSource clock) {
        return new Desk(
                new Desk.Parts(
                        new Receivers(endpoints, seal),
                        new Courier(
                                sender,
                                new EventBody(jobs, new BatchWriter(clock)),
                                new CallSpans(tracing),
                                clock),
                        ledger,
                        retries,
                        new Standings(endpoints, ledger, clock),
                        owed,
                        order ->
                                order.hasJob()
                                        && JobId.parse(order.getJob().getJobId())
                                                .filter(deleted)
                                                .isPresent(),
                        meters,
                        tracing),
                config,
                clock);
    }
}
