package dev.tocsin.topology.outside;

import java.time.Duration;
import java.util.Set;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.topology.Counts;
import dev.tocsin.topology.detect.Judgement;
import dev.tocsin.topology.limits.ServiceLimits;
import dev.tocsin.topology.profile.ProfilesInForce;
import dev.tocsin.topology.store.LiveStoreBuilder;

/**
 * The stage where verdicts from outside meet ours, and what it needs.
 *
 * @param profiles which of them a service listens to
 * @param limits how many services this process takes on, also without telemetry
 * @param gone how long a service without telemetry is silent at least before it is gone
 */
public record JoinStage(ProfilesInForce profiles, ServiceLimits limits, Duration gone,
        Counts counts) implements ProcessorSupplier<String, Incoming, String, Judgement> {

    static final String OUTSIDE = "outside";

    @Override
    public Processor<String, Incoming, String, Judgement> get() {
        return new JoinProcessor(this);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
        return Set.of(LiveStoreBuilder.<Pending>persistent(OUTSIDE,
                () -> new PendingCodec(key -> counts.count("tocsin_states_refused", "torn_outside"))));
    }

    void refused(ServiceId service) {
        counts.count("tocsin_services_refused", "namespace", limits.told(service), 1);
    }

    void count(String outcome) {
        counts.count("tocsin_outside_verdicts", outcome);
    }
}
