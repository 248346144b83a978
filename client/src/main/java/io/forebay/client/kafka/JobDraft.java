package io.forebay.client.kafka;

import io.forebay.client.JobInput;
import io.forebay.client.JobOptions;
import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.id.FlightKeyBuilder;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.id.JobIdMint;
import io.forebay.schemas.model.CachePolicy;
import io.forebay.schemas.model.Model;
import io.forebay.schemas.payload.PayloadKey;
import io.forebay.schemas.wire.CacheMode;
import io.forebay.schemas.wire.InferenceInput;
import io.forebay.schemas.wire.Lane;
import io.forebay.schemas.wire.Media;
import io.forebay.schemas.wire.Submission;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A checked job on its way to the queue: everything but where its input lies. */
record JobDraft(Submission.Builder submission, JobId id, FlightKey flight, InferenceInput input) {

    static JobDraft of(
            Model model,
            JobInput.Plain given,
            JobOptions options,
            ProducerSettings settings,
            JobIdMint mint,
            Instant now) {
        InferenceInput input = input(given);
        boolean shared = model.manifest().cache().scope() == CachePolicy.Scope.PUBLIC;
        FlightKey content =
                FlightKeyBuilder.flightKey(shared ? "" : settings.tenant(), model.ref(), input);
        String ordering = options.orderingKey();
        FlightKey common =
                ordering == null
                        ? content
                        : FlightKeyBuilder.inOrder(
                                content, settings.tenant(), model.name(), ordering);
        String key = options.key();
        JobId id =
                key == null
                        ? mint.mint(settings.tenant(), common.route())
                        : mint.mint(settings.tenant(), common.route(), key);
        CacheMode mode = ordering == null ? cacheMode(options.cacheControl()) : CacheMode.BYPASS;
        FlightKey flight = mode == CacheMode.BYPASS ? FlightKeyBuilder.alone(common, id) : common;
        Duration run = options.times().run();
        Instant deadline = options.times().deadline();
        return new JobDraft(
                Submission.newBuilder()
                        .setJobId(id.text())
                        .setTenant(settings.tenant())
                        .setFlightKey(flight.bytes())
                        .setModel(model.ref())
                        .setLane(lane(options.lane()))
                        .setCreatedAt(now.toEpochMilli())
                        .setStartBy(startBy(model, options.times(), now).toEpochMilli())
                        .setDeadline(deadline == null ? 0 : deadline.toEpochMilli())
                        .setPolicy(
                                model.manifest()
                                        .policy(
                                                run == null
                                                        ? model.manifest().limits().runTimeout()
                                                        : run,
                                                settings.retention()))
                        .setCacheMode(mode)
                        .putAllMetadata(options.metadata())
                        .setOrderingKey(ordering == null ? "" : ordering)
                        .setIdempotent(key != null),
                id,
                flight,
                input);
    }

    /** Where its input lies, if that is large. */
    String inputKey() {
        return PayloadKey.input(flight, id.text(), submission.getCreatedAt());
    }

    static InferenceInput input(JobInput.Plain given) {
        InferenceInput.Builder input = InferenceInput.newBuilder();
        switch (given) {
            case JobInput.Picture(var bytes, String type) ->
                    input.setMedia(Media.newBuilder().setContentType(type).setData(bytes));
            case JobInput.Tensors(var tensors) ->
                    tensors.forEach(tensor -> input.addTensors(tensor.toWire()));
        }
        return input.build();
    }

    private static Instant startBy(Model model, JobOptions.Times times, Instant now) {
        Duration asked = times.queue();
        Duration queue = asked == null ? model.manifest().limits().queueTimeout() : asked;
        Instant patience = now.plus(queue);
        Instant deadline = times.deadline();
        return deadline != null && deadline.isBefore(patience) ? deadline : patience;
    }

    private static Lane lane(@Nullable String name) {
        return name == null ? Lane.INTERACTIVE : Lane.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static CacheMode cacheMode(@Nullable String cacheControl) {
        if (cacheControl == null) {
            return CacheMode.USE;
        }
        return cacheControl.equals("no-store") ? CacheMode.BYPASS : CacheMode.REFRESH;
    }
}
