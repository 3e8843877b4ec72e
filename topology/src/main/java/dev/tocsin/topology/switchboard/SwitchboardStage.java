package dev.tocsin.topology.switchboard;

import java.util.Set;
import java.util.function.Supplier;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

import dev.tocsin.escalation.neighbour.Calls;
import dev.tocsin.escalation.switchboard.Board;
import dev.tocsin.escalation.switchboard.Line;
import dev.tocsin.escalation.switchboard.Tuning;
import dev.tocsin.schemas.v1.SwitchboardInput;
import dev.tocsin.topology.Counts;
import dev.tocsin.topology.store.LiveStoreBuilder;

/**
 * The switchboard's stage, of one partition, and what it needs.
 *
 * @param tuning what people have told about what to tell whom, as it is now
 * @param calls who calls whom, as it is now
 */
public record SwitchboardStage(Supplier<Tuning> tuning, Supplier<? extends Calls> calls,
        Counts counts) implements ProcessorSupplier<String, SwitchboardInput, String, Telling> {

    static final String BOARD = "switchboard-board";
    static final String LINES = "switchboard-lines";

    @Override
    public Processor<String, SwitchboardInput, String, Telling> get() {
        return new SwitchboardProcessor(this);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
        return Set.of(
                LiveStoreBuilder.<Board>persistent(BOARD, () -> new Codecs.OfBoard(this::refused)),
                LiveStoreBuilder.<Line>persistent(LINES, () -> new Codecs.OfLine(this::refused)));
    }

    private void refused(String key) {
        counts.count("tocsin_states_refused", "switchboard");
    }
}
