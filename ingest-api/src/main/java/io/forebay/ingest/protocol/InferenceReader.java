package io.forebay.ingest.protocol;

import com.google.protobuf.UnsafeByteOperations;
import io.forebay.ingest.problem.InputError;
import io.forebay.ingest.problem.Refusal;
import io.forebay.ingest.problem.RefusedException;
import io.forebay.schemas.model.Model;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.wire.InferenceInput;
import io.forebay.schemas.wire.Media;
import java.util.Optional;

/** Reads a body into a request that fits its model. */
public final class InferenceReader {

    /** Inputs, or outputs, of one request. */
    public static final int MAX_TENSORS = OipReader.MAX_TENSORS;

    private InferenceReader() {}

    /**
     * The request.
     *
     * @throws RefusedException when it cannot be read (400) or does not fit the model (422)
     */
    public static InferenceRequest read(Model model, BodyKind kind, RequestBody body) {
        if (body.length() == 0) {
            throw Refusal.of(
                            ProblemCode.MALFORMED_REQUEST,
                            InputError.pointer("", "the body is empty"))
                    .toException();
        }
        return switch (kind) {
            case BodyKind.Oip(Optional<Integer> jsonLength) ->
                    oip(model, body, jsonLength.orElse(body.length()));
            case BodyKind.RawTensor(boolean binaryAnswer) -> rawTensor(model, body, binaryAnswer);
            case BodyKind.Image() -> image(body);
        };
    }

    private static InferenceRequest oip(Model model, RequestBody body, int jsonLength) {
        if (jsonLength > body.length()) {
            throw Refusal.of(
                            ProblemCode.MALFORMED_REQUEST,
                            InputError.header(
                                    "Inference-Header-Content-Length",
                                    "is %d where the body has %d bytes"
                                            .formatted(jsonLength, body.length())))
                    .toException();
        }
        OipRequest request = OipReader.read(body, jsonLength);
        Faults faults = new Faults();
        SignatureCheck check = new SignatureCheck(model, faults);
        check.inputs(request.inputs());
        check.outputs(request.outputs());
        faults.refuse();
        return new InferenceRequest(
                request.id(),
                InferenceInput.newBuilder()
                        .addAllTensors(request.inputs())
                        .addAllRequestedOutputs(request.outputs())
                        .build(),
                request.parameters(),
                new BinaryOutputs(request.parameters().binaryOutput(), request.binaryData()));
    }

    private static InferenceRequest rawTensor(Model model, RequestBody body, boolean binaryAnswer) {
        Faults faults = new Faults();
        var tensor = RawTensorReader.read(model, body, faults);
        new SignatureCheck(model, faults).inputs(java.util.List.of(tensor));
        faults.refuse();
        return new InferenceRequest(
                null,
                InferenceInput.newBuilder().addTensors(tensor).build(),
                RequestParameters.NONE,
                binaryAnswer ? BinaryOutputs.ALL : BinaryOutputs.NONE);
    }

    private static InferenceRequest image(RequestBody body) {
        ImageKind kind =
                ImageKind.of(body)
                        .orElseThrow(() ->
                                new RefusedException(
                                        ProblemCode.INVALID_IMAGE,
                                        "the body does not begin as a JPEG, PNG, WebP, GIF or BMP"));
        Media media =
                Media.newBuilder()
                        .setContentType(kind.contentType())
                        .setData(UnsafeByteOperations.unsafeWrap(body.bytes(), 0, body.length()))
                        .build();
        return new InferenceRequest(
                null,
                InferenceInput.newBuilder().setMedia(media).build(),
                RequestParameters.NONE,
                BinaryOutputs.NONE);
    }
}
