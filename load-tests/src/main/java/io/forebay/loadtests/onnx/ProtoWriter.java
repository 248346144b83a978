package io.forebay.loadtests.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes one protobuf message field by field. Confined to one thread. */
final class ProtoWriter {

    private final ByteString.Output bytes = ByteString.newOutput();
    private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

    /** A write that cannot fail, because it ends in memory. */
    private interface Write {
        void to(CodedOutputStream out) throws IOException;
    }

    ProtoWriter number(int field, long value) {
        return write(o -> o.writeInt64(field, value));
    }

    ProtoWriter real(int field, float value) {
        return write(o -> o.writeFloat(field, value));
    }

    ProtoWriter text(int field, String value) {
        return write(o -> o.writeString(field, value));
    }

    ProtoWriter bytes(int field, ByteString value) {
        return write(o -> o.writeBytes(field, value));
    }

    ByteString build() {
        write(CodedOutputStream::flush);
        return bytes.toByteString();
    }

    private ProtoWriter write(Write write) {
        try {
            write.to(out);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
