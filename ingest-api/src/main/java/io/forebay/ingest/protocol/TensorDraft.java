package io.forebay.ingest.protocol;

import com.google.protobuf.ByteString;
import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.tensor.Shape;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One tensor while its members are read, in whatever order. Confined to one request. */
final class TensorDraft {

    @Nullable String name;
    @Nullable Datatype datatype;
    @Nullable Shape shape;
    @Nullable ByteString data;

    /** Where {@code data} lies in the body when it came before what is needed to read it. */
    int dataStart = -1;

    int dataEnd;
    boolean dataSeen;
    OptionalLong binarySize = OptionalLong.empty();
    boolean base64;
    boolean parametersSeen;

    /** Whether the data can be read at once. */
    boolean readable() {
        return shape != null
                && datatype != null
                // BYTES may say after its data that they are base64.
                && (datatype != Datatype.BYTES || parametersSeen);
    }
}
