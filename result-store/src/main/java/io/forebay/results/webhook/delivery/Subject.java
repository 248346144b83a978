package io.forebay.results.webhook.delivery;

import io.forebay.schemas.id.BatchId;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.id.Route;
import io.forebay.schemas.trace.JobLog;
import io.forebay.schemas.wire.DeliveryOrder;
import org.slf4j.spi.LoggingEventBuilder;

/** What a delivery is about: a job or a batch. */
final class Subject {

    private Subject() {}

    /** The id of the job or the batch. */
    static String id(DeliveryOrder order) {
        return order.hasBatch() ? order.getBatch().getBatchId() : order.getJob().getJobId();
    }

    /** Says in the log which delivery it is, and of what. */
    static LoggingEventBuilder log(LoggingEventBuilder line, DeliveryOrder order) {
        LoggingEventBuilder named = line.addKeyValue("delivery", order.getId());
        return order.hasBatch()
                ? named.addKeyValue("batchId", order.getBatch().getBatchId())
                : JobLog.of(named, order.getJob().getJobId(), order.getJob().getTraceparent());
    }

    /** Where everything about it meets. */
    static Route route(String id) {
        return BatchId.parse(id).map(BatchId::route).orElseGet(() -> new JobId(id).route());
    }
}
