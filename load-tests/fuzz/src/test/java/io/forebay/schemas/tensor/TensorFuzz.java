package io.forebay.schemas.tensor;

import static io.forebay.fuzz.Property.holds;
import static io.forebay.fuzz.Property.same;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.forebay.schemas.wire.WireTensor;
import java.util.List;

/** Tensors of the wire: name, type, shape and bytes agree, or there is no tensor. */
final class TensorFuzz {

    @FuzzTest
    void tensor(byte[] bytes) {
        WireTensor wire;
        try {
            wire = WireTensor.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            return;
        }
        Tensor tensor;
        try {
            tensor = Tensor.of(wire);
        } catch (IllegalArgumentException e) {
            return;
        }
        same(Tensor.of(tensor.toWire()), tensor, "written and read again");
        if (tensor.datatype() == Datatype.BYTES) {
            List<ByteString> elements = BytesElements.decode(tensor.name(), tensor.data());
            same((long) elements.size(), tensor.shape().elements(), "elements");
            same(BytesElements.encode(elements), tensor.data(), "elements written again");
        } else {
            long size = tensor.shape().elements() * tensor.datatype().size();
            holds(tensor.data().size() == size, "a tensor of another size");
        }
    }
}
