package dev.tocsin.topology.derive;

import java.time.Duration;
import java.util.Set;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.topology.Counts;
import dev.tocsin.topology.limits.ServiceLimits;
import dev.tocsin.topology.sample.Sample;
import dev.tocsin.topology.store.LiveStoreBuilder;

/**
 * The stage that derives values from series, and what it needs.
 *
 * @param forgotten an instance that isn't heard for so long is forgotten
 */
public record DeriveStage(Derivation derivation, Duration forgotten, ServiceLimits limits,
        Counts counts) implements ProcessorSupplier<String, Arrival, String, Sample> {

    static final String SERIES = "series";

    @Override
    public Processor<String, Arrival, String, Sample> get() {
        return new DeriveProcessor(this);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
        return Set
                .of(LiveStoreBuilder.persistent(SERIES, () -> new InstanceSeriesCodec(key -> count("unreadable_row"))));
    }

    void refused(ServiceId service) {
        count("service_limit");
        counts.count("tocsin_services_refused", "namespace", limits.told(service), 1);
    }

    void count(String outcome) {
        counts.count("tocsin_points", outcome);
    }
}
