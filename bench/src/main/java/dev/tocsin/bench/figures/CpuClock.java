package dev.tocsin.bench.figures;

import java.lang.management.ManagementFactory;
import java.time.Duration;

import com.sun.management.OperatingSystemMXBean;

/** The CPU time a process has used since it began, over all its threads. */
@FunctionalInterface
public interface CpuClock {

    Duration used();

    /** This process. */
    static CpuClock here() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return () -> Duration.ofNanos(system.getProcessCpuTime());
    }

    /**
     * Another process of this user, to 10 ms.
     *
     * @throws IllegalStateException when read, if the system doesn't tell
     */
    static CpuClock of(ProcessHandle process) {
        return () -> process.info().totalCpuDuration().orElseThrow(() -> new IllegalStateException(
                "the system doesn't tell how much CPU process " + process.pid() + " has used"));
    }
}
