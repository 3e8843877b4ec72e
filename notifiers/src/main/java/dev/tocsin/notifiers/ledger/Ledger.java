package dev.tocsin.notifiers.ledger;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.tocsin.notifiers.writing.AckedWriter;
import dev.tocsin.schemas.v1.Delivery;

/**
 * The record of outcomes: a topic that gets every line, however long that takes. While a line isn't acknowledged the
 * ledger isn't {@link #settled()}, and the outbox's offsets aren't committed. Used by one thread.
 */
public final class Ledger {

    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

    private final String topic;
    private final Serializer<Delivery> serializer;
    private final AckedWriter writer;
    private final Deque<Delivery> unsent = new ArrayDeque<>();
    private final Deque<Sent> sent = new ArrayDeque<>();

    private record Sent(Delivery line, Future<RecordMetadata> acknowledgement) {}

    public Ledger(String topic, Serializer<Delivery> serializer, AckedWriter writer) {
        this.topic = topic;
        this.serializer = serializer;
        this.writer = writer;
    }

    /** Adds a line. */
    public void add(Delivery line) {
        unsent.add(line);
    }

    /** Whether every line is acknowledged. */
    public boolean settled() {
        return unsent.isEmpty() && sent.isEmpty();
    }

    /** Sends what is unsent and takes back what failed; never waits for an acknowledgement. */
    public void advance() {
        for (Iterator<Sent> each = sent.iterator(); each.hasNext();) {
            Sent one = each.next();
            if (one.acknowledgement().isDone()) {
                each.remove();
                takeBackIfFailed(one);
            }
        }
        sendUnsent();
    }

    private void sendUnsent() {
        while (!unsent.isEmpty()) {
            Delivery line = unsent.element();
            try {
                sent.add(new Sent(line, writer.begin(topic, null, LedgerLines.key(line), line, serializer)));
                unsent.remove();
            } catch (RuntimeException e) {
                LOG.warn("ledger line {} not sent yet: {}", LedgerLines.key(line), AckedWriter.words(e));
                return;
            }
        }
    }

    private void takeBackIfFailed(Sent one) {
        try {
            one.acknowledgement().get();
        } catch (ExecutionException e) {
            LOG.warn("ledger line {} not acknowledged, sent again: {}", LedgerLines.key(one.line()),
                    AckedWriter.words(e.getCause() == null ? e : e.getCause()));
            unsent.addFirst(one.line());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            unsent.addFirst(one.line());
        }
    }
}
