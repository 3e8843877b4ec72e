package dev.tocsin.topology.window;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.topology.Counts;
import dev.tocsin.topology.clock.Census;
import dev.tocsin.topology.clock.EffectiveTimeCodec;
import dev.tocsin.topology.clock.InputLag;
import dev.tocsin.topology.clock.Progress;
import dev.tocsin.topology.limits.ServiceLimits;
import dev.tocsin.topology.sample.Sample;
import dev.tocsin.topology.store.LiveStoreBuilder;

/**
 * The window stage and what it needs.
 *
 * @param idle quiet wall time after which it counts as effective time
 * @param behindLimit a record older than this on arrival is history
 * @param mostBehind a new service whose first sample stays further behind the task's time has a wrong clock
 * @param inputs the topics a task reads its own partition of
 * @param sourcesToRekey the topics other tasks read to feed this one
 * @param limits how many services this process takes on
 */
public record WindowStage(WindowShape shape, Duration idle, Duration behindLimit, Duration mostBehind,
        List<String> inputs, List<String> sourcesToRekey, InputLag lag, Progress progress, Census census,
        ServiceLimits limits, Counts counts) implements ProcessorSupplier<String, Sample, String, Evaluation> {

    /** The store of open windows: a row for each service of a task. */
    public static final String WINDOWS = "windows";

    static final String CLOCK = "effective-time";

    @Override
    public Processor<String, Sample, String, Evaluation> get() {
        return new WindowProcessor(this);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
        return Set.of(
                LiveStoreBuilder.persistent(WINDOWS, () -> new WindowsCodec(key -> count("unreadable_row"))),
                LiveStoreBuilder.persistent(CLOCK, () -> new EffectiveTimeCodec(idle, key -> count("unreadable_row"))));
    }

    void refused(ServiceId service) {
        counts.count("tocsin_services_refused", "namespace", limits.told(service), 1);
    }

    void count(String outcome) {
        counts.count("tocsin_samples", outcome);
    }
}
