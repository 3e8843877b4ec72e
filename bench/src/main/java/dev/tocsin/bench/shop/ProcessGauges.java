package dev.tocsin.bench.shop;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadMXBean;

import com.sun.management.OperatingSystemMXBean;

/** This process as its operating system and virtual machine see it. */
final class ProcessGauges {

    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    /** CPU time of all threads, collector and compiler included, since the process began; steps of 10 ms on Linux. */
    long cpuNanos() {
        return system.getProcessCpuTime();
    }

    long heapUsedBytes() {
        return memory.getHeapMemoryUsage().getUsed();
    }

    int platformThreads() {
        return threads.getThreadCount();
    }
}
