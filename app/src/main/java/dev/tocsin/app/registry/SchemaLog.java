package dev.tocsin.app.registry;

import java.util.function.Consumer;

/** Where events are kept. Used by one thread at a time. */
interface SchemaLog extends AutoCloseable {

    /** Hands over, in order, every event there is now and hasn't been handed over before. */
    void replay(Consumer<SchemaEvent> reader);

    /** Returns once the event is kept; if it throws, the event may have been kept all the same. */
    void append(SchemaEvent event);

    @Override
    void close();
}
