package dev.tocsin.bench.shop;

import java.io.IOException;
import java.io.OutputStream;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A process of the shop: {@code Tier NAME CPU_CORES [DOWNSTREAM_PORT]}.
 *
 * <p>
 * On standard output it says {@code port N} once and then a {@link Measurement} per second. It ends when its standard
 * input does, so that no tier outlives its recorder.
 */
public final class Tier {

    private Tier() {}

    /** Starts the tier named by the first argument. */
    public static void main(String[] args) throws IOException {
        String name = args[0];
        ProcessGauges gauges = new ProcessGauges();
        CpuBudget budget = new CpuBudget(Double.parseDouble(args[1]), gauges::cpuNanos, System::nanoTime);
        SecondMeter meter = new SecondMeter(System.nanoTime());
        int downstream = args.length > 2 ? Integer.parseInt(args[2]) : 0;
        Work work = switch (name) {
            case "gateway" -> new Gateway(downstream, meter, budget);
            case "checkout" -> new Checkout(downstream, meter, budget);
            case "inventory" -> new Inventory(meter, budget);
            default -> throw new IllegalArgumentException("no such tier: " + name);
        };
        System.out.println("port " + new TierServer(work, meter).start());
        Thread.ofPlatform().daemon().name("seconds").start(() -> report(name, gauges, budget, meter));
        System.in.transferTo(OutputStream.nullOutputStream());
        System.exit(0);
    }

    private static void report(String service, ProcessGauges gauges, CpuBudget budget, SecondMeter meter) {
        try {
            long second = awaitSecond(System.currentTimeMillis() / 1000 + 1);
            meter.cut(System.nanoTime());
            long cpu = gauges.cpuNanos();
            while (true) {
                long start = second;
                second = awaitSecond(second + 1);
                SecondMeter.Interval interval = meter.cut(System.nanoTime());
                long cpuNow = gauges.cpuNanos();
                double cores = (cpuNow - cpu) / 1e9 / interval.seconds();
                cpu = cpuNow;
                var metrics = metrics(interval, cores / budget.cores(), gauges);
                System.out.println(new Measurement(start * 1000, service, service + "-1", metrics).toJson());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static SortedMap<String, Double> metrics(SecondMeter.Interval interval, double cpu, ProcessGauges gauges) {
        SortedMap<String, Double> metrics = new TreeMap<>();
        metrics.put("requests_per_second", interval.arrived() / interval.seconds());
        metrics.put("cpu_utilization", cpu);
        metrics.put("heap_used_bytes", (double) gauges.heapUsedBytes());
        metrics.put("threads", (double) gauges.platformThreads());
        metrics.put("queue_depth", hundredths(interval.queueDepth()));
        double[] latencies = interval.latencies();
        if (latencies.length > 0) {
            metrics.put("latency_p50_seconds", Quantiles.nearestRank(latencies, 0.50));
            metrics.put("latency_p99_seconds", Quantiles.nearestRank(latencies, 0.99));
            metrics.put("error_ratio", (double) interval.failed() / latencies.length);
        }
        return metrics;
    }

    /** The microseconds in which a free connection is handed over aren't a queue. */
    private static double hundredths(double value) {
        return Math.round(value * 100) / 100.0;
    }

    /** Waits for an epoch second; the second that has really begun, later than asked if the process was held up. */
    private static long awaitSecond(long second) throws InterruptedException {
        for (long left = second * 1000 - System.currentTimeMillis(); left > 0; left = second * 1000
                - System.currentTimeMillis()) {
            Thread.sleep(left);
        }
        return System.currentTimeMillis() / 1000;
    }
}
