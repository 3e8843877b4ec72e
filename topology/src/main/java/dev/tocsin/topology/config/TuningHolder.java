package dev.tocsin.topology.config;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.tocsin.topology.config.spec.Content;

/**
 * Where every stage of a process finds the tuning in force. A change is assembled by the first who asks, so that
 * reading a thousand documents at start compiles the rules once. Thread-safe.
 */
public final class TuningHolder {

    private static final Logger LOG = LoggerFactory.getLogger(TuningHolder.class);

    /** How many earlier states of all documents matches may still come to their end under. */
    private static final int EDITIONS = 4;

    private final SortedMap<DocumentKey, Content> documents = new TreeMap<>();
    private final Deque<SortedMap<DocumentKey, Content>> assembled = new ArrayDeque<>();
    private long version = -1;
    private volatile @Nullable Tuning current;

    /** The tuning in force now; the same instance until a document changes. */
    public Tuning current() {
        Tuning known = current;
        return known != null ? known : assemble();
    }

    /** A document comes into force. */
    synchronized void put(DocumentKey key, Content content) {
        change(all -> all.put(key, content));
    }

    /** A document is no longer in force. */
    synchronized void remove(DocumentKey key) {
        if (documents.containsKey(key)) {
            change(all -> all.remove(key));
        }
    }

    /** Back to what ships, before all documents are read anew. */
    synchronized void clear() {
        if (!documents.isEmpty()) {
            change(SortedMap::clear);
        }
    }

    private void change(Consumer<SortedMap<DocumentKey, Content>> edit) {
        edit.accept(documents);
        current = null;
    }

    private synchronized Tuning assemble() {
        Tuning known = current;
        if (known != null) {
            return known;
        }
        Tuning next = Tuning.of(++version, documents, List.copyOf(assembled));
        assembled.addFirst(new TreeMap<>(documents));
        if (assembled.size() > EDITIONS) {
            assembled.removeLast();
        }
        next.leftOut().forEach(rule -> LOG.warn("rule '{}' is left out in namespace '{}': {}", rule.rule(),
                rule.namespace(), rule.problems()));
        current = next;
        return next;
    }
}
