package io.forebay.client;

import com.google.protobuf.ByteString;
import io.forebay.schemas.tensor.Tensor;
import java.util.List;

/** What a model is asked to look at. */
public sealed interface JobInput {

    /** What needs no reading by a server, so that it can go straight to the queue. */
    sealed interface Plain extends JobInput {}

    /**
     * An encoded picture.
     *
     * @param mediaType such as {@code image/jpeg}
     */
    record Picture(ByteString bytes, String mediaType) implements Plain {

        public static Picture of(byte[] bytes, String mediaType) {
            return new Picture(ByteString.copyFrom(bytes), mediaType);
        }
    }

    /** Tensors, which travel as bytes (binary tensor extension). */
    record Tensors(List<Tensor> tensors) implements Plain {

        public Tensors {
            tensors = List.copyOf(tensors);
        }
    }

    /** A request of the Open Inference Protocol v2 in JSON, as it is. */
    record Json(String text) implements JobInput {}

    /** The bytes of the one tensor of a model that has one input. */
    record Raw(ByteString bytes) implements JobInput {}
}
