package dev.tocsin.app.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.apache.kafka.common.errors.TimeoutException;

/** A log in memory that can fail as a topic does: with the event kept or not. */
final class ListSchemaLog implements SchemaLog {

    /** What the next append does. */
    enum Append {
        KEEPS, FAILS, FAILS_BUT_KEEPS
    }

    final List<SchemaEvent> events;
    Append next = Append.KEEPS;
    boolean closed;
    private int read;

    ListSchemaLog(List<SchemaEvent> events) {
        this.events = new ArrayList<>(events);
    }

    @Override
    public void replay(Consumer<SchemaEvent> reader) {
        while (read < events.size()) {
            reader.accept(events.get(read++));
        }
    }

    @Override
    public void append(SchemaEvent event) {
        Append now = next;
        next = Append.KEEPS;
        if (now != Append.FAILS) {
            events.add(event);
        }
        if (now != Append.KEEPS) {
            throw new TimeoutException("no answer from the broker");
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
