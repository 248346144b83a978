package io.forebay.worker.onnx;

import io.forebay.worker.model.UnusableModelException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The table of functions that ONNX Runtime's library hands out, and how its functions are called.
 */
final class CFunctions {

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final MemoryLayout POINTER = ValueLayout.ADDRESS;

    private final Linker linker = Linker.nativeLinker();
    private final MemorySegment table;

    private CFunctions(MemorySegment base, int version, int count) {
        this.table = table(base, version, count);
    }

    /**
     * @param base the function that hands the table out
     * @param count places of the table that are used
     * @throws UnusableModelException when the library is older than this version of its API
     */
    static CFunctions of(MemorySegment base, int version, int count) {
        return new CFunctions(base, version, count);
    }

    private MemorySegment table(MemorySegment symbol, int version, int count) {
        try {
            MemorySegment base =
                    (MemorySegment) handle(symbol, FunctionDescriptor.of(POINTER)).invokeExact();
            MemorySegment getApi = pointer(sized(base, POINTER.byteSize()));
            MemorySegment api =
                    (MemorySegment)
                            handle(getApi, FunctionDescriptor.of(POINTER, INT))
                                    .invokeExact(version);
            if (api.address() == 0) {
                throw new UnusableModelException(
                        "ONNX Runtime is too old: it has no C API of version " + version);
            }
            return sized(api, count * POINTER.byteSize());
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** A function that answers with a status: null when all is well. */
    MethodHandle checked(int place, MemoryLayout... parameters) {
        return function(place, FunctionDescriptor.of(POINTER, parameters));
    }

    /** The function at a place of the table. */
    MethodHandle function(int place, FunctionDescriptor signature) {
        return handle(table.getAtIndex(ValueLayout.ADDRESS, place), signature);
    }

    @SuppressWarnings("restricted") // the process runs native code anyway
    private MethodHandle handle(MemorySegment function, FunctionDescriptor signature) {
        return linker.downcallHandle(function, signature);
    }

    /** What was written to a place for a pointer. */
    static MemorySegment pointer(MemorySegment out) {
        return out.get(ValueLayout.ADDRESS, 0);
    }

    /** Memory of the library, as much as the C API says that there is. */
    @SuppressWarnings("restricted")
    static MemorySegment sized(MemorySegment address, long bytes) {
        return address.reinterpret(bytes);
    }

    /** What a call threw, to be thrown on. */
    static RuntimeException unexpected(Throwable e) {
        return switch (e) {
            case RuntimeException unchecked -> unchecked;
            case Error error -> throw error;
            default -> new IllegalStateException("a native call cannot throw", e);
        };
    }
}
