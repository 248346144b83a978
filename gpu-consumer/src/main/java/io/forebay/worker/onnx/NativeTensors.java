package io.forebay.worker.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxMap;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.TensorInfo.OnnxTensorType;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.forebay.schemas.tensor.BytesElements;
import io.forebay.schemas.tensor.Datatype;
import io.forebay.worker.model.UnusableModelException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Tensors that ONNX Runtime has and its Java API cannot make or read: strings byte for byte (the
 * Java API carries them as the JVM's modified UTF-8, which breaks NUL and every character beyond
 * U+FFFF), unsigned integers as inputs, and the strings of maps. Safe for use by several threads.
 */
final class NativeTensors {

    private final CApi api;
    private final MethodHandle newTensor;
    private final MethodHandle newInfo;
    private final MethodHandle handleOfTensor;
    private final MethodHandle handleOfMap;

    private NativeTensors(CApi api) throws ReflectiveOperationException {
        this.api = api;
        var tensors = MethodHandles.privateLookupIn(OnnxTensor.class, MethodHandles.lookup());
        newTensor =
                tensors.findConstructor(
                        OnnxTensor.class,
                        MethodType.methodType(
                                void.class, long.class, long.class, TensorInfo.class));
        newInfo =
                MethodHandles.privateLookupIn(TensorInfo.class, MethodHandles.lookup())
                        .findConstructor(
                                TensorInfo.class,
                                MethodType.methodType(
                                        void.class,
                                        long[].class,
                                        OnnxJavaType.class,
                                        OnnxTensorType.class));
        handleOfTensor =
                MethodHandles.privateLookupIn(OnnxTensorLike.class, MethodHandles.lookup())
                        .findGetter(OnnxTensorLike.class, "nativeHandle", long.class);
        handleOfMap =
                MethodHandles.privateLookupIn(OnnxMap.class, MethodHandles.lookup())
                        .findGetter(OnnxMap.class, "nativeHandle", long.class);
    }

    /**
     * @throws UnusableModelException when this build of it is not as expected
     */
    static NativeTensors open(CApi api) {
        try {
            return new NativeTensors(api);
        } catch (ReflectiveOperationException e) {
            throw new UnusableModelException(
                    "this release of ONNX Runtime for Java is not the one that this build knows",
                    e);
        }
    }

    /**
     * A tensor of unsigned integers over memory, which it neither copies nor owns.
     *
     * @param memory direct, of exactly the tensor's bytes; it must outlive the tensor
     */
    OnnxTensor unsigned(ByteBuffer memory, Datatype datatype, long[] shape) throws OrtException {
        MemorySegment data = MemorySegment.ofBuffer(memory);
        return switch (datatype) {
            case UINT16 ->
                    tensor(
                            api.tensorOver(data, shape, CApi.UINT16),
                            shape,
                            OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT16);
            case UINT32 ->
                    tensor(
                            api.tensorOver(data, shape, CApi.UINT32),
                            shape,
                            OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT32);
            case UINT64 ->
                    tensor(
                            api.tensorOver(data, shape, CApi.UINT64),
                            shape,
                            OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT64);
            case BOOL, UINT8, INT8, INT16, INT32, INT64, FP16, BF16, FP32, FP64, BYTES ->
                    throw new IllegalArgumentException(datatype + " is made by the Java API");
        };
    }

    /** A tensor of strings, bytes as they are. */
    OnnxTensor strings(List<ByteString> elements, long[] shape) throws OrtException {
        OnnxTensor tensor =
                tensor(
                        api.stringTensor(shape, CApi.STRING),
                        shape,
                        OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_STRING);
        try {
            long handle = handle(tensor);
            for (int i = 0; i < elements.size(); i++) {
                ByteString element = elements.get(i);
                element.copyTo(api.room(handle, i, element.size()).asByteBuffer());
            }
            return tensor;
        } catch (OrtException | RuntimeException | Error e) {
            tensor.close();
            throw e;
        }
    }

    /** The elements of a tensor of strings, bytes as they are. */
    List<ByteString> strings(OnnxTensor tensor) throws OrtException {
        return strings(handle(tensor), Math.toIntExact(tensor.getInfo().getNumElements()));
    }

    /** The keys of a map, in the order of {@link #values}. */
    ByteString keys(OnnxMap map) throws OrtException {
        return part(map, 0, map.getInfo().keyType);
    }

    /** The values of a map, in the order of its keys. */
    ByteString values(OnnxMap map) throws OrtException {
        return part(map, 1, map.getInfo().valueType);
    }

    private ByteString part(OnnxMap map, int index, OnnxJavaType type) throws OrtException {
        long part = api.part(handle(map), index);
        try {
            if (type == OnnxJavaType.STRING) {
                return BytesElements.encode(strings(part, map.size()));
            }
            byte[] bytes = new byte[map.size() * type.size];
            if (bytes.length > 0) {
                MemorySegment.copy(
                        api.data(part, bytes.length),
                        ValueLayout.JAVA_BYTE,
                        0,
                        bytes,
                        0,
                        bytes.length);
            }
            return UnsafeByteOperations.unsafeWrap(bytes);
        } finally {
            api.release(part);
        }
    }

    private List<ByteString> strings(long tensor, int count) throws OrtException {
        if (count == 0) {
            return List.of();
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment all = arena.allocate(api.stringsLength(tensor));
            MemorySegment starts = arena.allocate(ValueLayout.JAVA_LONG, count);
            api.strings(tensor, all, starts);
            ByteString bytes = ByteString.copyFrom(all.asByteBuffer());
            List<ByteString> elements = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                int start = (int) starts.getAtIndex(ValueLayout.JAVA_LONG, i);
                int end =
                        i + 1 < count
                                ? (int) starts.getAtIndex(ValueLayout.JAVA_LONG, i + 1)
                                : bytes.size();
                elements.add(bytes.substring(start, end));
            }
            return elements;
        }
    }

    private OnnxTensor tensor(long handle, long[] shape, OnnxTensorType type) {
        try {
            OnnxJavaType java = OnnxJavaType.mapFromOnnxTensorType(type);
            TensorInfo info = (TensorInfo) newInfo.invokeExact(shape, java, type);
            return (OnnxTensor) newTensor.invokeExact(handle, 0L, info);
        } catch (Throwable e) {
            api.release(handle);
            throw new IllegalStateException("a tensor was made, but cannot be handed over", e);
        }
    }

    private long handle(OnnxTensor tensor) {
        try {
            return (long) handleOfTensor.invokeExact((OnnxTensorLike) tensor);
        } catch (Throwable e) {
            throw new IllegalStateException("a field cannot be read", e);
        }
    }

    private long handle(OnnxMap map) {
        try {
            return (long) handleOfMap.invokeExact(map);
        } catch (Throwable e) {
            throw new IllegalStateException("a field cannot be read", e);
        }
    }
}
