package dev.tocsin.bench.flink;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentSkipListMap;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.cep.CEP;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.functions.source.SourceFunction;
import org.apache.flink.util.Collector;

/**
 * Latency, then errors within five minutes, then CPU within five, all within ten: the pattern of the shipped cascade, per
 * service, on events made by a seed. Arguments: seed, services, windows, rounds. Prints per round a line
 * {@code events cpu-nanoseconds matches}, of which the first warms up, and in the end per service that matched a line
 * {@code first service minute}. A bound includes its end, as ours do.
 */
public final class FlinkCep {

    private static final Duration FIVE = Duration.ofMinutes(5).plusMillis(1);

    private FlinkCep() {}

    /** What one window of a service shows. */
    public static final class Event {
        public int service;
        public long time;
        public double latency;
        public double errors;
        public double cpu;

        public Event() {}

        Event(int service, long time, SplittableRandom random) {
            this.service = service;
            this.time = time;
            latency = random.nextDouble() < 0.05 ? 1.2 : 0.3;
            errors = random.nextDouble() < 0.03 ? 0.2 : 0.002;
            cpu = random.nextDouble() < 0.02 ? 0.97 : 0.4;
        }
    }

    public static void main(String[] args) throws Exception {
        long seed = Long.parseLong(args[0]);
        int services = Integer.parseInt(args[1]);
        int windows = Integer.parseInt(args[2]);
        for (int round = 0; round < Integer.parseInt(args[3]); round++) {
            Matches.COUNT = 0;
            Matches.FIRST.clear();
            long before = cpu();
            run(seed, services, windows);
            System.out.println((long) services * windows + " " + (cpu() - before) + " " + Matches.COUNT);
        }
        Matches.FIRST.forEach((service, minute) -> System.out.println("first " + service + " " + minute));
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    @SuppressWarnings("deprecation")
    private static void run(long seed, int services, int windows) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment
                .createLocalEnvironment(1, new Configuration());
        environment.getConfig().enableObjectReuse();
        Pattern<Event, ?> cascade = Pattern.<Event>begin("latency", AfterMatchSkipStrategy.skipPastLastEvent())
                .where(SimpleCondition.of(event -> event.latency > 0.36))
                .followedBy("errors").where(SimpleCondition.of(event -> event.errors > 0.05))
                .within(FIVE, org.apache.flink.cep.pattern.WithinType.PREVIOUS_AND_CURRENT)
                .followedBy("cpu").where(SimpleCondition.of(event -> event.cpu > 0.9))
                .within(FIVE, org.apache.flink.cep.pattern.WithinType.PREVIOUS_AND_CURRENT)
                .within(FIVE.plus(FIVE));
        var events = environment.addSource(new Windows(seed, services, windows))
                .assignTimestampsAndWatermarks(WatermarkStrategy.<Event>forMonotonousTimestamps()
                        .withTimestampAssigner((event, ignored) -> event.time));
        CEP.pattern(events.keyBy(event -> event.service), cascade).process(new Matches())
                .sinkTo(new DiscardingSink<>());
        environment.execute("cascade");
    }

    /** The events, window by window, each of all services. */
    @SuppressWarnings("deprecation")
    public static final class Windows implements SourceFunction<Event> {

        private static final long serialVersionUID = 1L;
        private final long seed;
        private final int services;
        private final int windows;
        private volatile boolean cancelled;

        Windows(long seed, int services, int windows) {
            this.seed = seed;
            this.services = services;
            this.windows = windows;
        }

        @Override
        public void run(SourceContext<Event> out) {
            SplittableRandom random = new SplittableRandom(seed);
            for (int window = 1; window <= windows && !cancelled; window++) {
                for (int service = 0; service < services; service++) {
                    out.collect(new Event(service, window * 60_000L, random));
                }
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    /** Counts; one task runs it. */
    public static final class Matches extends PatternProcessFunction<Event, Integer> {

        private static final long serialVersionUID = 1L;
        static final Map<Integer, Long> FIRST = new ConcurrentSkipListMap<>();
        static volatile long COUNT;

        @Override
        @SuppressWarnings("NonAtomicOperationOnVolatileField")
        public void processMatch(Map<String, List<Event>> match, Context context, Collector<Integer> out) {
            COUNT++;
            Event cpu = match.get("cpu").get(0);
            FIRST.putIfAbsent(cpu.service, cpu.time / 60_000);
            out.collect(cpu.service);
        }
    }
}
