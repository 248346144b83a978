package io.forebay.ingest.batch;

import io.forebay.ingest.options.OptionsReader;
import io.forebay.ingest.options.SubmitOptions;
import io.forebay.ingest.problem.Refusal;
import io.forebay.ingest.problem.RefusedException;
import io.forebay.ingest.protocol.BodyKind;
import io.forebay.ingest.protocol.InferenceReader;
import io.forebay.ingest.protocol.InferenceRequest;
import io.forebay.ingest.protocol.ReferredBody;
import io.forebay.ingest.protocol.RequestBody;
import io.forebay.ingest.submit.Request;
import io.forebay.ingest.webhook.CallbackRules;
import io.forebay.objects.ObjectRefusedException;
import io.forebay.schemas.model.Model;
import io.forebay.schemas.model.Models;
import io.forebay.schemas.problem.Problem;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.wire.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Reads lines. What is wrong with one is its own problem.
 *
 * @param lineLimit bytes
 */
record LineParser(Models models, CallbackRules callbacks, ReferredBody referred, int lineLimit) {

    private static final String VERSION = "version";

    /**
     * @param deadline of the batch: the line's own may only be earlier
     */
    ParsedLine parse(String tenant, byte[] line, Instant now, Instant deadline) {
        if (isBlank(line)) {
            return new ParsedLine.Blank();
        }
        LineMembers members = new LineMembers(line);
        try {
            if (line.length > lineLimit) {
                throw new RefusedException(
                        ProblemCode.PAYLOAD_TOO_LARGE,
                        "the line has more than %d bytes".formatted(lineLimit));
            }
            members.read();
            String customId = members.text("custom_id");
            if (customId.isEmpty()) {
                throw new RefusedException(ProblemCode.INVALID_INPUT, "'custom_id' is missing");
            }
            return new ParsedLine.Sound(customId, request(tenant, members, now, deadline));
        } catch (RefusedException e) {
            Refusal refusal = e.refusal();
            return new ParsedLine.Bad(
                    members.text("custom_id"),
                    Problem.of(refusal.code(), refusal.detail()).toWire());
        }
    }

    /** What the client calls the line; empty when that cannot be read. */
    static String customId(byte[] line) {
        LineMembers members = new LineMembers(line);
        try {
            members.read();
        } catch (RefusedException e) {
            // Read as far as it goes, as when it came.
        }
        return members.text("custom_id");
    }

    private Request request(String tenant, LineMembers line, Instant now, Instant deadline) {
        Model model = model(line);
        Optional<RequestBody> object = object(tenant, line);
        Request request = request(tenant, model, inference(model, line, object), now, deadline);
        Model answering =
                line.text(VERSION).isEmpty()
                        ? models.answering(
                                model, request.input(), tenant, request.options().orderingKey())
                        : model;
        return answering.equals(model)
                ? request
                : request(tenant, answering, inference(answering, line, object), now, deadline);
    }

    private Request request(
            String tenant, Model model, InferenceRequest inference, Instant now, Instant deadline) {
        SubmitOptions asked =
                new OptionsReader(
                                header -> Optional.empty(),
                                inference.parameters()::option,
                                Duration.ofDays(365),
                                model.manifest().limits().runTimeout(),
                                callbacks)
                        .read(List.of(), inference.parameters().metadata(), now);
        return new Request(tenant, model, inference.input(), bulk(asked, now, deadline));
    }

    private static InferenceRequest inference(
            Model model, LineMembers line, Optional<RequestBody> object) {
        if (object.isPresent()) {
            RequestBody body = object.get();
            return InferenceReader.read(model, ReferredBody.kind(model, body), body);
        }
        return line.picture().isPresent()
                ? picture(model, line.picture().orElseThrow())
                : oip(model, line.inference());
    }

    /** What lies in the object: a picture, or an inference as the line would have it. */
    private Optional<RequestBody> object(String tenant, LineMembers line) {
        if (line.text("dataref").isEmpty()) {
            return Optional.empty();
        }
        if (line.picture().isPresent() || line.hasInference()) {
            throw new RefusedException(
                    ProblemCode.INVALID_INPUT,
                    "a line with 'dataref' has no image_base64, inputs, outputs and parameters: they lie in the object");
        }
        try {
            return Optional.of(referred.fetch(tenant, line.text("dataref")));
        } catch (ObjectRefusedException e) {
            throw new RefusedException(ProblemCode.INVALID_INPUT, "'dataref' " + e.why());
        }
    }

    private static InferenceRequest oip(Model model, RequestBody body) {
        return InferenceReader.read(model, new BodyKind.Oip(Optional.empty()), body);
    }

    private static InferenceRequest picture(Model model, RequestBody picture) {
        if (model.manifest().preprocess().isEmpty()) {
            throw new RefusedException(
                    ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                    "model '%s' reads no pictures".formatted(model.name()));
        }
        return InferenceReader.read(model, new BodyKind.Image(), picture);
    }

    private Model model(LineMembers line) {
        String name = line.text("model");
        String version = line.text(VERSION);
        Optional<Model> found = version.isEmpty() ? models.find(name) : models.find(name, version);
        return found.orElseThrow(() ->
                new RefusedException(
                        ProblemCode.UNKNOWN_MODEL,
                        name.isEmpty()
                                ? "'model' is missing"
                                : "no model '%s' is applied".formatted(name)));
    }

    /** A line may wait as long as its batch may last. */
    private static SubmitOptions bulk(SubmitOptions asked, Instant now, Instant deadline) {
        SubmitOptions.Timeouts own = asked.timeouts();
        Instant earliest =
                own.deadline() != null && own.deadline().isBefore(deadline)
                        ? own.deadline()
                        : deadline;
        Duration queue = own.queue() == null ? Duration.between(now, deadline) : own.queue();
        return new SubmitOptions(
                null,
                asked.cache(),
                Lane.BULK,
                new SubmitOptions.Timeouts(queue, own.run(), earliest),
                asked.metadata(),
                "",
                asked.orderingKey(),
                asked.callbackOrNull());
    }

    private static boolean isBlank(byte[] line) {
        for (byte one : line) {
            if (one != ' ' && one != '\t') {
                return false;
            }
        }
        return true;
    }
}
