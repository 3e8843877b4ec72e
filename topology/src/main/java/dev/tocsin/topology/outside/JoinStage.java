package dev.tocsin.topology.outside;

import java.util.Set;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

import dev.tocsin.topology.Counts;
import dev.tocsin.topology.detect.Judgement;
import dev.tocsin.topology.profile.ProfilesInForce;
import dev.tocsin.topology.store.LiveStoreBuilder;

/**
 * The stage where verdicts from outside meet ours, and what it needs.
 *
 * @param profiles which of them a service listens to
 */
public record JoinStage(ProfilesInForce profiles,
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

    void count(String outcome) {
        counts.count("tocsin_outside_verdicts", outcome);
    }
}
