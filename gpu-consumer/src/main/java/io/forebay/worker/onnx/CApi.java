package io.forebay.worker.onnx;

import ai.onnxruntime.OrtException;
import io.forebay.worker.model.UnusableModelException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The few functions of ONNX Runtime's C API that the Java API lacks, out of the library that the
 * Java API has loaded. {@code OrtApi} only ever grows at its end, and a library of a later release
 * gives the older table to whom asks for it, so that the places of its functions are fixed
 * (onnxruntime_c_api.h). Immutable; safe for use by several threads.
 */
final class CApi {

    // ONNXTensorElementDataType
    static final int UINT16 = 4;
    static final int STRING = 8;
    static final int UINT32 = 12;
    static final int UINT64 = 13;

    /** The first release of all these functions is 15 (ONNX Runtime 1.15). */
    private static final int API_VERSION = 15;

    private static final int GET_ERROR_MESSAGE = 2;
    private static final int CREATE_TENSOR = 48;
    private static final int CREATE_TENSOR_WITH_DATA = 49;
    private static final int GET_TENSOR_DATA = 51;
    private static final int GET_STRINGS_LENGTH = 53;
    private static final int GET_STRINGS = 54;
    private static final int CREATE_CPU_MEMORY_INFO = 69;
    private static final int GET_DEFAULT_ALLOCATOR = 78;
    private static final int GET_VALUE = 80;
    private static final int RELEASE_STATUS = 93;
    private static final int RELEASE_VALUE = 96;
    private static final int RESIZE_STRING = 252;

    /** It ends where its NUL is. */
    private static final long TEXT = Long.MAX_VALUE;

    private static final ValueLayout.OfLong SIZE = ValueLayout.JAVA_LONG;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final MemoryLayout POINTER = ValueLayout.ADDRESS;

    private final Linker linker = Linker.nativeLinker();
    private final MemorySegment table;
    private final MethodHandle errorMessage;
    private final MethodHandle releaseStatus;
    private final MethodHandle releaseValue;
    private final MethodHandle createTensor;
    private final MethodHandle createTensorWithData;
    private final MethodHandle tensorData;
    private final MethodHandle stringsLength;
    private final MethodHandle strings;
    private final MethodHandle resizeString;
    private final MethodHandle value;
    private final MemorySegment allocator;
    private final MemorySegment cpu;

    private CApi(MemorySegment base) {
        this.table = table(base);
        errorMessage = function(GET_ERROR_MESSAGE, FunctionDescriptor.of(POINTER, POINTER));
        releaseStatus = function(RELEASE_STATUS, FunctionDescriptor.ofVoid(POINTER));
        releaseValue = function(RELEASE_VALUE, FunctionDescriptor.ofVoid(POINTER));
        createTensor = checked(CREATE_TENSOR, POINTER, POINTER, SIZE, INT, POINTER);
        createTensorWithData =
                checked(
                        CREATE_TENSOR_WITH_DATA,
                        POINTER,
                        POINTER,
                        SIZE,
                        POINTER,
                        SIZE,
                        INT,
                        POINTER);
        tensorData = checked(GET_TENSOR_DATA, POINTER, POINTER);
        stringsLength = checked(GET_STRINGS_LENGTH, POINTER, POINTER);
        strings = checked(GET_STRINGS, POINTER, POINTER, SIZE, POINTER, SIZE);
        resizeString = checked(RESIZE_STRING, POINTER, SIZE, SIZE, POINTER);
        value = checked(GET_VALUE, POINTER, INT, POINTER, POINTER);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(POINTER);
            require(() -> (MemorySegment) checked(GET_DEFAULT_ALLOCATOR, POINTER).invokeExact(out));
            allocator = pointer(out);
            require(() ->
                    (MemorySegment)
                            checked(CREATE_CPU_MEMORY_INFO, INT, INT, POINTER)
                                    .invokeExact(0, 0, out));
            // Lives as long as the process, as the library does.
            cpu = pointer(out);
        } catch (OrtException e) {
            throw new UnusableModelException("ONNX Runtime gives no allocator", e);
        }
    }

    /**
     * Of the library that this process has loaded.
     *
     * @throws UnusableModelException when it has not, or it is no such library
     */
    static CApi open() {
        return new CApi(
                SymbolLookup.loaderLookup()
                        .find("OrtGetApiBase")
                        .orElseThrow(() ->
                                new UnusableModelException(
                                        "ONNX Runtime's library has no OrtGetApiBase")));
    }

    /** A new tensor of empty strings; its handle is the caller's to release. */
    long stringTensor(long[] shape, int elementType) throws OrtException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(POINTER);
            MemorySegment dimensions = arena.allocateFrom(SIZE, shape);
            long rank = shape.length;
            require(() ->
                    (MemorySegment)
                            createTensor.invokeExact(
                                    allocator, dimensions, rank, elementType, out));
            return pointer(out).address();
        }
    }

    /** A new tensor over memory, which must outlive it; its handle is the caller's to release. */
    long tensorOver(MemorySegment memory, long[] shape, int elementType) throws OrtException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(POINTER);
            MemorySegment dimensions = arena.allocateFrom(SIZE, shape);
            long bytes = memory.byteSize();
            long rank = shape.length;
            require(() ->
                    (MemorySegment)
                            createTensorWithData.invokeExact(
                                    cpu, memory, bytes, dimensions, rank, elementType, out));
            return pointer(out).address();
        }
    }

    /** Room for one string of a tensor of strings, zeroed or not. */
    MemorySegment room(long tensor, long index, long bytes) throws OrtException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(POINTER);
            MemorySegment handle = MemorySegment.ofAddress(tensor);
            require(() -> (MemorySegment) resizeString.invokeExact(handle, index, bytes, out));
            return sized(pointer(out), bytes);
        }
    }

    /** Bytes of all strings of a tensor together. */
    long stringsLength(long tensor) throws OrtException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(SIZE);
            MemorySegment handle = MemorySegment.ofAddress(tensor);
            require(() -> (MemorySegment) stringsLength.invokeExact(handle, out));
            return out.get(SIZE, 0);
        }
    }

    /**
     * Copies all strings of a tensor, one behind the other.
     *
     * @param starts takes where each one starts, bytes, as 64-bit integers
     */
    void strings(long tensor, MemorySegment into, MemorySegment starts) throws OrtException {
        MemorySegment handle = MemorySegment.ofAddress(tensor);
        long bytes = into.byteSize();
        long count = starts.byteSize() / Long.BYTES;
        require(() -> (MemorySegment) strings.invokeExact(handle, into, bytes, starts, count));
    }

    /** The elements of a tensor, which must outlive their use. */
    MemorySegment data(long tensor, long bytes) throws OrtException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(POINTER);
            MemorySegment handle = MemorySegment.ofAddress(tensor);
            require(() -> (MemorySegment) tensorData.invokeExact(handle, out));
            return sized(pointer(out), bytes);
        }
    }

    /** One part of a map (0 = keys, 1 = values); its handle is the caller's to release. */
    long part(long map, int index) throws OrtException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(POINTER);
            MemorySegment handle = MemorySegment.ofAddress(map);
            require(() -> (MemorySegment) value.invokeExact(handle, index, allocator, out));
            return pointer(out).address();
        }
    }

    void release(long handle) {
        try {
            releaseValue.invokeExact(MemorySegment.ofAddress(handle));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** A function that answers with a status: null when all is well. */
    private interface Call {
        MemorySegment status() throws Throwable;
    }

    private void require(Call call) throws OrtException {
        MemorySegment status;
        String message;
        try {
            status = call.status();
            if (status.address() == 0) {
                return;
            }
            message = sized((MemorySegment) errorMessage.invokeExact(status), TEXT).getString(0);
            releaseStatus.invokeExact(status);
        } catch (Throwable e) {
            throw unexpected(e);
        }
        throw new OrtException(OrtException.OrtErrorCode.ORT_FAIL, message);
    }

    private static RuntimeException unexpected(Throwable e) {
        return switch (e) {
            case RuntimeException unchecked -> unchecked;
            case Error error -> throw error;
            default -> new IllegalStateException("a native call cannot throw", e);
        };
    }

    private MemorySegment table(MemorySegment symbol) {
        try {
            MemorySegment base =
                    (MemorySegment) handle(symbol, FunctionDescriptor.of(POINTER)).invokeExact();
            MemorySegment getApi = pointer(sized(base, POINTER.byteSize()));
            MemorySegment api =
                    (MemorySegment)
                            handle(getApi, FunctionDescriptor.of(POINTER, INT))
                                    .invokeExact(API_VERSION);
            if (api.address() == 0) {
                throw new UnusableModelException("ONNX Runtime is older than 1.15");
            }
            return sized(api, (RESIZE_STRING + 1) * POINTER.byteSize());
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private MethodHandle checked(int place, MemoryLayout... parameters) {
        return function(place, FunctionDescriptor.of(POINTER, parameters));
    }

    private MethodHandle function(int place, FunctionDescriptor signature) {
        return handle(table.getAtIndex(ValueLayout.ADDRESS, place), signature);
    }

    @SuppressWarnings("restricted") // the process runs native code anyway
    private MethodHandle handle(MemorySegment function, FunctionDescriptor signature) {
        return linker.downcallHandle(function, signature);
    }

    private static MemorySegment pointer(MemorySegment out) {
        return out.get(ValueLayout.ADDRESS, 0);
    }

    @SuppressWarnings("restricted") // the C API says how much there is
    private static MemorySegment sized(MemorySegment address, long bytes) {
        return address.reinterpret(bytes);
    }
}
