package io.forebay.ingest.http;

import io.forebay.ingest.admission.Quotas;
import io.forebay.ingest.options.OptionsReader;
import io.forebay.ingest.options.Preference;
import io.forebay.ingest.problem.InputError;
import io.forebay.ingest.problem.Refusal;
import io.forebay.ingest.problem.RefusedException;
import io.forebay.ingest.protocol.BodyKind;
import io.forebay.ingest.protocol.InferenceReader;
import io.forebay.ingest.protocol.InferenceRequest;
import io.forebay.ingest.protocol.ReferredBody;
import io.forebay.ingest.protocol.RequestBody;
import io.forebay.ingest.submit.JobsConfig;
import io.forebay.ingest.submit.Request;
import io.forebay.ingest.webhook.CallbackRules;
import io.forebay.objects.ObjectRefusedException;
import io.forebay.schemas.model.Model;
import io.forebay.schemas.problem.ProblemCode;
import io.helidon.http.HeaderNames;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/** Reads what a submission or an inference asks for. */
record Intake(
        ModelLookup models,
        Quotas quotas,
        JobsConfig limits,
        CallbackRules callbacks,
        ReferredBody referred,
        InstantSource clock) {

    /** Names an object with the inputs, in place of a body. */
    static final String DATAREF = "Forebay-Dataref";

    /**
     * A request, ready to be submitted.
     *
     * @param inference as the client wrote it
     */
    record Asked(Request request, InferenceRequest inference, Preference preference) {}

    /**
     * Admits and reads the call.
     *
     * @throws RefusedException when it is not admitted or not readable
     */
    Asked read(Call call) {
        quotas.admit(call.tenant())
                .ifPresent(refusal -> {
                    throw refusal.toException();
                });
        Model model = models.of(call);
        Came came = came(call, model);
        quotas.spendBytes(call.tenant(), came.body().length());
        Asked asked = asked(call, model, came);
        Model answering = models.answering(call, asked.request());
        return answering.equals(model) ? asked : asked(call, answering, came);
    }

    /** As that version reads it. */
    private Asked asked(Call call, Model model, Came came) {
        InferenceRequest inference =
                InferenceReader.read(model, came.kinds().apply(model), came.body());
        OptionsReader options =
                new OptionsReader(
                        call::option,
                        inference.parameters()::option,
                        limits.maxQueueTimeout(),
                        model.manifest().limits().runTimeout(),
                        callbacks);
        return new Asked(
                new Request(
                        call.tenant(),
                        model,
                        inference.input(),
                        options.read(
                                call.headers(HeaderNames.CACHE_CONTROL),
                                inference.parameters().metadata(),
                                clock.instant())),
                inference,
                Preference.parse(call.headers(HeaderNames.create(Preference.HEADER))));
    }

    /**
     * What came.
     *
     * @param kinds how a version reads it
     */
    private record Came(RequestBody body, Function<Model, BodyKind> kinds) {}

    private Came came(Call call, Model model) {
        Optional<String> url = call.header(DATAREF);
        if (url.isEmpty()) {
            // What the model does not read is refused before it is read here.
            var _ = kind(call, model);
            return new Came(call.body(), one -> kind(call, one));
        }
        if (call.body().length() > 0) {
            throw dataref("there is a body too; the inputs lie in one of both");
        }
        try {
            RequestBody body = referred.fetch(call.tenant(), url.get());
            return call.header("Content-Type").isPresent()
                    ? new Came(body, one -> kind(call, one))
                    : new Came(body, one -> ReferredBody.kind(one, body));
        } catch (ObjectRefusedException e) {
            throw dataref(e.why());
        }
    }

    private static RuntimeException dataref(String why) {
        return Refusal.of(ProblemCode.INVALID_INPUT, InputError.header(DATAREF, why)).toException();
    }

    private static BodyKind kind(Call call, Model model) {
        Optional<String> type = call.header("Content-Type");
        if (type.filter(Intake::isOtherCharset).isPresent()) {
            throw new RefusedException(
                    ProblemCode.UNSUPPORTED_MEDIA_TYPE, "JSON is read in UTF-8 only");
        }
        return BodyKind.of(model, type, call.header("Inference-Header-Content-Length"));
    }

    private static boolean isOtherCharset(String contentType) {
        String text = contentType.toLowerCase(java.util.Locale.ROOT);
        int at = text.indexOf("charset=");
        return at >= 0 && !text.substring(at + 8).replace("\"", "").startsWith("utf-8");
    }
}
