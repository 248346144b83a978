package io.forebay.worker.onnx;

import com.google.protobuf.ByteString;
import io.forebay.schemas.model.Preprocess;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.problem.ProblemException;
import io.forebay.schemas.tensor.Tensor;
import io.forebay.worker.image.Geometry;
import io.forebay.worker.image.PictureDecoder;
import io.forebay.worker.image.PreparedPicture;
import io.forebay.worker.image.Preprocessor;
import java.util.List;
import java.util.Optional;

/** The way of pictures into one model. Safe for use by several threads. */
final class Pictures {

    private final PictureDecoder decoder = new PictureDecoder();
    private final Optional<Preprocess> manifest;
    private final Optional<Preprocessor> preprocessor;

    Pictures(Optional<Preprocess> manifest) {
        this.manifest = manifest;
        this.preprocessor = manifest.map(Preprocessor::new);
    }

    /**
     * @throws ProblemException INVALID_IMAGE when it is none, UNSUPPORTED_MEDIA_TYPE when the model
     *     takes none
     */
    PreparedPicture prepare(ByteString encoded) {
        Preprocessor made =
                preprocessor.orElseThrow(() ->
                        new ProblemException(
                                ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                                "the model does not say how to read pictures; send tensors"));
        return made.prepare(decoder.decode(encoded));
    }

    /** Of a request that brings the model's pixels itself: nothing to map back. */
    Geometry identity(List<Tensor> tensors) {
        if (manifest.isPresent()) {
            return Geometry.identity(manifest.get().width(), manifest.get().height());
        }
        return tensors.stream()
                .map(Tensor::shape)
                .filter(shape -> shape.rank() == 4)
                .findFirst()
                .map(shape ->
                        Geometry.identity(
                                side(shape.dimensions().get(3)), side(shape.dimensions().get(2))))
                .orElse(Geometry.identity(1, 1));
    }

    private static int side(long size) {
        if (size > Integer.MAX_VALUE) {
            throw new ProblemException(
                    ProblemCode.INVALID_INPUT,
                    "a dimension of %d is beyond any limit".formatted(size));
        }
        return (int) size;
    }
}
