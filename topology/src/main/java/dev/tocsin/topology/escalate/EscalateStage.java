package dev.tocsin.topology.escalate;

import java.util.Set;
import java.util.function.Supplier;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

import dev.tocsin.escalation.automaton.Escalation;
import dev.tocsin.escalation.automaton.ServiceState;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.topology.Counts;
import dev.tocsin.topology.change.PendingChanges;
import dev.tocsin.topology.change.PendingChangesCodec;
import dev.tocsin.topology.clock.Census;
import dev.tocsin.topology.detect.Judgement;
import dev.tocsin.topology.store.LiveStoreBuilder;
import dev.tocsin.topology.window.WindowShape;

/**
 * The escalate stage and what it needs.
 *
 * @param rules the rules in force for a service, as they are now
 * @param windows how long a service's own windows may take
 * @param census whether telemetry as a whole has stopped
 */
public record EscalateStage(Rules rules, WindowShape windows, Census census,
        Counts counts) implements ProcessorSupplier<String, Judgement, String, Escalated> {

    /** The store of each service's partials and incidents. */
    public static final String INCIDENTS = "incidents";

    /** The store of changes whose windows haven't been judged yet. */
    static final String CHANGES = "changes";

    /** How many windows of event time a task in a backlog waits for another at most. */
    static final int MOST_WINDOWS_BEHIND = 60;

    /** The rules in force. */
    public interface Rules {

        Escalation of(ServiceId service);

        /** Whether a map says that any service is another's neighbour. */
        boolean connected();
    }

    @Override
    public Processor<String, Judgement, String, Escalated> get() {
        return new EscalateProcessor(this);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
        return Set.of(LiveStoreBuilder.<PendingChanges>persistent(CHANGES,
                () -> new PendingChangesCodec(key -> counts.count("tocsin_states_refused", "torn_changes"))));
    }

    /** The store's builder, for this stage and for the detect stage, which reads whether an incident is open. */
    public static StoreBuilder<?> store(Supplier<Counts> counts) {
        return LiveStoreBuilder.<ServiceState>persistent(INCIDENTS,
                () -> new ServiceStateCodec(key -> counts.get().count("tocsin_states_refused", "torn")));
    }
}
