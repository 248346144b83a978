package io.forebay.ingest.http;

import io.forebay.ingest.problem.InputError;
import io.forebay.ingest.problem.Refusal;
import io.forebay.ingest.publish.Publisher;
import io.forebay.ingest.webhook.DeliveryWriter;
import io.forebay.ingest.webhook.Members;
import io.forebay.results.reader.DeliveryReader;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.webhook.CallbackUrl;
import io.forebay.schemas.webhook.DeliveryKeys;
import io.forebay.schemas.wire.Callback;
import io.forebay.schemas.wire.CallbackAttachment;
import io.forebay.schemas.wire.DeliveryEntry;
import io.forebay.schemas.wire.Redelivery;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/** What single jobs tell, whom, and whether it arrived. */
record DeliveryRoutes(JobEndpoints jobs, WebhookServices webhooks, InstantSource clock) {

    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Set<String> CALLBACK = Set.of("url", "events");
    private static final Set<String> REDELIVERY = Set.of("delivery");
    private static final int MAX_ID = 64;

    /** {@code PUT /v1/jobs/{id}/callback}. */
    Answer attach(Call call) {
        JobId id = jobs.kept(call);
        Members given = Members.read(call.body(), CALLBACK);
        Callback callback =
                webhooks.rules()
                        .callback(
                                given.text("url", CallbackUrl.MAX_LENGTH).orElse(""),
                                given.texts("events").map(events -> String.join(",", events)),
                                detail -> InputError.pointer("/url", detail),
                                detail -> InputError.pointer("/events", detail));
        CallbackAttachment attachment =
                CallbackAttachment.newBuilder()
                        .setJobId(id.text())
                        .setTenant(call.tenant())
                        .setCallback(callback)
                        .setAttachedAt(clock.millis())
                        .build();
        append(
                id,
                DeliveryKeys.attachment(id),
                DeliveryEntry.newBuilder().setAttachment(attachment).build());
        return Answer.json(
                200,
                out -> {
                    out.writeStartObject();
                    out.writeStringField("object", "callback");
                    out.writeStringField("job", id.text());
                    out.writeStringField("url", callback.getUrl());
                    out.writeArrayFieldStart("events");
                    for (String event : callback.getEventsList()) {
                        out.writeString(event);
                    }
                    out.writeEndArray();
                    out.writeEndObject();
                });
    }

    /** {@code GET /v1/jobs/{id}/deliveries}. */
    Answer list(Call call) {
        JobId id = jobs.id(call);
        return switch (webhooks.deliveries().deliveries(id)) {
            case DeliveryReader.Deliveries.Found found -> {
                if (found.attempts().isEmpty()) {
                    // Whether it is empty, or gone with the job.
                    jobs.kept(call);
                }
                yield Answer.json(200, out -> DeliveryWriter.list(out, found.attempts()));
            }
            case DeliveryReader.Deliveries.Unavailable(String reason) ->
                    throw Refusal.of(ProblemCode.VIEW_UNAVAILABLE, reason)
                            .retryAfter(RETRY)
                            .about(id)
                            .toException();
        };
    }

    /** {@code POST /v1/jobs/{id}/deliveries}. */
    Answer again(Call call) {
        JobId id = jobs.kept(call);
        Members given = Members.read(call.body(), REDELIVERY);
        Optional<String> delivery = given.text("delivery", MAX_ID);
        Redelivery redelivery =
                Redelivery.newBuilder()
                        .setJobId(id.text())
                        .setTenant(call.tenant())
                        .setDeliveryId(delivery.orElse(""))
                        .setRequestedAt(clock.millis())
                        .build();
        append(
                id,
                DeliveryKeys.redelivery(id, redelivery.getDeliveryId()),
                DeliveryEntry.newBuilder().setRedelivery(redelivery).build());
        return Answer.json(
                202,
                out -> {
                    out.writeStartObject();
                    out.writeStringField("object", "redelivery");
                    out.writeStringField("job", id.text());
                    if (delivery.isPresent()) {
                        out.writeStringField("delivery", delivery.get());
                    }
                    out.writeEndObject();
                });
    }

    private void append(JobId id, String key, DeliveryEntry entry) {
        if (webhooks.book().isEmpty()) {
            throw Refusal.of(
                            ProblemCode.NOT_READY,
                            "there are no webhooks here: webhooks.secret-key is not set")
                    .toException();
        }
        if (webhooks.notices().delivery(id, key, entry)
                instanceof Publisher.Outcome.Unavailable(String reason)) {
            throw Refusal.of(ProblemCode.QUEUE_UNAVAILABLE, reason)
                    .retryAfter(RETRY)
                    .about(id)
                    .toException();
        }
    }
}
