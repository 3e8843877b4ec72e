package dev.tocsin.notifiers.outbox;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;

import dev.tocsin.notifiers.receiver.Need;
import dev.tocsin.notifiers.receiver.Reason;
import dev.tocsin.notifiers.receiver.Receiver;
import dev.tocsin.notifiers.receiver.Spend;
import dev.tocsin.schemas.v1.ReceiverState;
import dev.tocsin.schemas.v1.Tier;

/**
 * What one receiver still has to be told of one incident: at most one letter is under way, the newest that is needed
 * waits, older ones fold into it. An incident that closes before the receiver was ever told of it is {@code missed}.
 */
final class Lane {

    /** Hears what becomes of letters that are never sent. */
    interface Journal {

        /** A newer state took the letter's place. */
        void folded(Letter letter, Reason reason);

        /** The letter needn't be told. */
        void skipped(Letter letter, Reason reason);
    }

    private final String incident;
    private final Receiver receiver;
    private final Journal journal;
    private final Deque<Letter> waiting = new ArrayDeque<>();
    private @Nullable ReceiverState known;
    private @Nullable Letter current;
    private long firstOffset;
    private Spend spend = Spend.POST;
    private boolean missed;
    private boolean underWay;
    private int failures;
    private Instant notBefore = Instant.MIN;

    Lane(String incident, Receiver receiver, Journal journal, @Nullable ReceiverState known) {
        this.incident = incident;
        this.receiver = receiver;
        this.journal = journal;
        this.known = known;
    }

    /** Whether a letter of this incident is for this receiver: it is named, or it would never hear of the end. */
    boolean concerns(Letter letter) {
        return letter.notification().getReceivers().contains(receiver.name())
                || letter.isResolve() && (current != null || known != null && known.getOpen());
    }

    /** Takes a letter in the order of the outbox. */
    void accept(Letter letter) {
        waiting.add(letter);
        sort();
    }

    /** The current letter goes out. */
    Letter depart() {
        underWay = true;
        return current();
    }

    /** It didn't arrive, or not for certain: again later, unless something newer takes its place. */
    void failed(Instant again) {
        underWay = false;
        failures++;
        notBefore = again;
        sort();
    }

    /** It arrived, and this state says so in the topic. */
    void arrived(ReceiverState state) {
        known = state;
        settle();
    }

    /** Nothing more becomes of it. */
    void givenUp() {
        settle();
    }

    /** It was told of in a summary; where the receiver may still hold it open, its resolve remains to be told. */
    void summarised(ReceiverState state) {
        known = state;
        if (state.getOpen()) {
            waiting.addFirst(current());
        }
        settle();
    }

    /** The receiver is about to be reminded of it: until that is back nothing else of it goes out. */
    ReceiverState remind() {
        ReceiverState state = known;
        if (!isReminded() || state == null) {
            throw new IllegalStateException("nothing to remind of " + incident);
        }
        underWay = true;
        return state;
    }

    /** The reminder is back, whatever came of it. */
    void reminded() {
        underWay = false;
        sort();
    }

    /** Whether the receiver holds it open and nothing else of it is to be told. */
    boolean isReminded() {
        return isIdle() && known != null && known.getOpen();
    }

    /** Forgets the back-off: the receiver is well again. */
    void wake() {
        notBefore = Instant.MIN;
    }

    boolean isReady(Instant now) {
        return current != null && !underWay && !now.isBefore(notBefore);
    }

    boolean isMissed() {
        return missed;
    }

    boolean isUnderWay() {
        return underWay;
    }

    boolean isIdle() {
        return current == null && waiting.isEmpty() && !underWay;
    }

    /** The oldest offset that must be read again if all is forgotten now. */
    OptionalLong heldOffset() {
        if (current != null) {
            return OptionalLong.of(firstOffset);
        }
        return waiting.isEmpty() ? OptionalLong.empty() : OptionalLong.of(waiting.element().offset());
    }

    boolean hasCurrent() {
        return current != null;
    }

    int letters() {
        return waiting.size() + (current == null ? 0 : 1);
    }

    int failures() {
        return failures;
    }

    Spend spend() {
        return spend;
    }

    Tier tier() {
        return current().notification().getTier();
    }

    boolean isNeverTold() {
        return known == null;
    }

    @Nullable
    ReceiverState known() {
        return known;
    }

    String incident() {
        return incident;
    }

    Letter current() {
        if (current == null) {
            throw new IllegalStateException("nothing waits for " + incident);
        }
        return current;
    }

    private void settle() {
        current = null;
        underWay = false;
        missed = false;
        failures = 0;
        notBefore = Instant.MIN;
        sort();
    }

    private void sort() {
        while (!underWay && !waiting.isEmpty() && (current == null || receiver.folds())) {
            weigh(waiting.remove());
        }
    }

    private void weigh(Letter letter) {
        if (isOld(letter)) {
            journal.skipped(letter, Reason.ALREADY_DELIVERED);
            return;
        }
        switch (receiver.need(letter.notification(), known)) {
            case Need.Tell(Spend kind) -> replace(letter, kind, false);
            case Need.Leave(Reason _) when letter.isResolve() && current != null -> replace(letter, Spend.POST, true);
            case Need.Leave(Reason reason) -> journal.skipped(letter, reason);
        }
    }

    private boolean isOld(Letter letter) {
        return known != null && letter.sequence() <= known.getSequence()
                || current != null && letter.sequence() <= current.sequence();
    }

    private void replace(Letter letter, Spend kind, boolean closesUntold) {
        if (current == null) {
            firstOffset = letter.offset();
        } else {
            journal.folded(current, closesUntold ? Reason.HAPPENED_WHILE_DOWN : Reason.NEWER_STATE);
        }
        current = letter;
        spend = kind;
        missed = closesUntold;
    }
}
