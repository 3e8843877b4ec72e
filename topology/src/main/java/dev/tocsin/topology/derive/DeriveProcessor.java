package dev.tocsin.topology.derive;

import java.time.Duration;
import java.util.Map;

import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

import dev.tocsin.topology.sample.Identity;
import dev.tocsin.topology.sample.MetricNames;
import dev.tocsin.topology.sample.Sample;

/** Values go on as they are; of series, values are derived. */
final class DeriveProcessor implements Processor<String, Arrival, String, Sample> {

    private static final Duration SWEEP = Duration.ofMinutes(1);

    private final DeriveStage stage;
    private @Nullable ProcessorContext<String, Sample> context;
    private @Nullable TaskSeries series;

    DeriveProcessor(DeriveStage stage) {
        this.stage = stage;
    }

    @Override
    public void init(ProcessorContext<String, Sample> assigned) {
        TaskSeries own = new TaskSeries(stage, assigned.getStateStore(DeriveStage.SERIES));
        context = assigned;
        series = own;
        assigned.schedule(SWEEP, PunctuationType.WALL_CLOCK_TIME, wall -> own.sweep());
    }

    @Override
    public void process(Record<String, Arrival> record) {
        if (context == null || series == null) {
            throw new IllegalStateException("the derive stage is used before init");
        }
        switch (record.value()) {
            case null -> stage.count("unreadable");
            case Arrival.Measured(Sample sample) -> context.forward(record.withValue(sample));
            case Arrival.Mapped(MappedSample sample) -> {
                for (Running running : series.take(sample)) {
                    context.forward(record.withValue(sample(record.key(), sample, running)));
                }
            }
        }
    }

    private static Sample sample(String key, MappedSample of, Running running) {
        return new Sample(new Identity.Known(of.service(), key), of.instance(), running.timeMillis(),
                MetricNames.of(running.names()), running.values(), Map.of(), true);
    }

    @Override
    public void close() {
        context = null;
        series = null;
    }
}
