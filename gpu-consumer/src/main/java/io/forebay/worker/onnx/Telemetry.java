package io.forebay.worker.onnx;

import io.forebay.worker.model.UnusableModelException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Turns off what ONNX Runtime 1.29 reports about the process that it runs in: nobody asked for it,
 * and it kills the process where the command line is longer than 4 kB, or where there is no shell
 * (microsoft/onnxruntime#32173).
 */
final class Telemetry {

    private static final String SWITCH = "ORT_DISABLE_TELEMETRY";

    private Telemetry() {}

    /**
     * Sets the environment variable that ONNX Runtime looks at when its first environment is made.
     */
    static void turnOff() {
        Linker linker = Linker.nativeLinker();
        // A platform without setenv is not one of those that report.
        linker.defaultLookup().find("setenv").ifPresent(setenv -> set(linker, setenv));
    }

    @SuppressWarnings("restricted") // the process runs native code anyway, and Java has no setenv
    private static void set(Linker linker, MemorySegment setenv) {
        FunctionDescriptor signature =
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_INT);
        try (Arena arena = Arena.ofConfined()) {
            var call = linker.downcallHandle(setenv, signature);
            int failed =
                    (int) call.invokeExact(arena.allocateFrom(SWITCH), arena.allocateFrom("1"), 1);
            if (failed != 0) {
                throw new UnusableModelException("cannot set " + SWITCH);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new UnusableModelException("cannot set " + SWITCH, e);
        }
    }
}
