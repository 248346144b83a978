package io.forebay.worker.onnx;

import ai.onnxruntime.OrtException;
import io.forebay.worker.model.UnusableModelException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
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
    private static final int CREATE_ENV = 3;
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

    /** ORT_LOGGING_LEVEL_WARNING. */
    private static final int WARNING = 2;

    /** It ends where its NUL is. */
    private static final long TEXT = Long.MAX_VALUE;

    private static final ValueLayout.OfLong SIZE = ValueLayout.JAVA_LONG;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final MemoryLayout POINTER = ValueLayout.ADDRESS;

    private final MethodHandle errorMessage;
    private final MethodHandle createEnv;
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
        CFunctions c = CFunctions.of(base, API_VERSION, RESIZE_STRING + 1);
        errorMessage = c.function(GET_ERROR_MESSAGE, FunctionDescriptor.of(POINTER, POINTER));
        releaseStatus = c.function(RELEASE_STATUS, FunctionDescriptor.ofVoid(POINTER));
        releaseValue = c.function(RELEASE_VALUE, FunctionDescriptor.ofVoid(POINTER));
        createEnv = c.checked(CREATE_ENV, INT, POINTER, POINTER);
        createTensor = c.checked(CREATE_TENSOR, POINTER, POINTER, SIZE, INT, POINTER);
        createTensorWithData =
                c.checked(
                        CREATE_TENSOR_WITH_DATA,
                        POINTER,
                        POINTER,
                        SIZE,
                        POINTER,
                        SIZE,
                        INT,
                        POINTER);
        tensorData = c.checked(GET_TENSOR_DATA, POINTER, POINTER);
        stringsLength = c.checked(GET_STRINGS_LENGTH, POINTER, POINTER);
        strings = c.checked(GET_STRINGS, POINTER, POINTER, SIZE, POINTER, SIZE);
        resizeString = c.checked(RESIZE_STRING, POINTER, SIZE, SIZE, POINTER);
        value = c.checked(GET_VALUE, POINTER, INT, POINTER, POINTER);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(POINTER);
            require(() ->
                    (MemorySegment) c.checked(GET_DEFAULT_ALLOCATOR, POINTER).invokeExact(out));
            allocator = CFunctions.pointer(out);
            require(() ->
                    (MemorySegment)
                            c.checked(CREATE_CPU_MEMORY_INFO, INT, INT, POINTER)
                                    .invokeExact(0, 0, out));
            // Lives as long as the process, as the library does.
            cpu = CFunctions.pointer(out);
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

    /**
     * Takes part in the one environment of the process, which lasts until the last part in it is
     * given back, and gives this one back never.
     */
    void keepEnvironment() throws OrtException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(POINTER);
            MemorySegment name = arena.allocateFrom("forebay");
            require(() -> (MemorySegment) createEnv.invokeExact(WARNING, name, out));
        }
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
            return CFunctions.pointer(out).address();
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
            return CFunctions.pointer(out).address();
        }
    }

    /** Room for one string of a tensor of strings, zeroed or not. */
    MemorySegment room(long tensor, long index, long bytes) throws OrtException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(POINTER);
            MemorySegment handle = MemorySegment.ofAddress(tensor);
            require(() -> (MemorySegment) resizeString.invokeExact(handle, index, bytes, out));
            return CFunctions.sized(CFunctions.pointer(out), bytes);
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
            return CFunctions.sized(CFunctions.pointer(out), bytes);
        }
    }

    /** One part of a map (0 = keys, 1 = values); its handle is the caller's to release. */
    long part(long map, int index) throws OrtException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(POINTER);
            MemorySegment handle = MemorySegment.ofAddress(map);
            require(() -> (MemorySegment) value.invokeExact(handle, index, allocator, out));
            return CFunctions.pointer(out).address();
        }
    }

    void release(long handle) {
        try {
            releaseValue.invokeExact(MemorySegment.ofAddress(handle));
        } catch (Throwable e) {
            throw CFunctions.unexpected(e);
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
            message =
                    CFunctions.sized((MemorySegment) errorMessage.invokeExact(status), TEXT)
                            .getString(0);
            releaseStatus.invokeExact(status);
        } catch (Throwable e) {
            throw CFunctions.unexpected(e);
        }
        throw new OrtException(OrtException.OrtErrorCode.ORT_FAIL, message);
    }
}
