package io.forebay.loadtests.worker;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Bytes that were allocated on the heap, as the virtual machine counts them. */
final class Allocation {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    static long ofAllThreads() {
        return THREADS.getTotalThreadAllocatedBytes();
    }

    static long ofThisThread() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }
}
