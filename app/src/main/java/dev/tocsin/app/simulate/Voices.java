package dev.tocsin.app.simulate;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.feedback.Feedback;
import dev.tocsin.escalation.feedback.Reception;

/** What people say of incidents, in the order of its time, and whoever is told what became of it. */
final class Voices {

    private final Deque<Feedback> waiting;
    private final BiConsumer<Feedback, Reception> answers;

    Voices(Collection<Feedback> said, BiConsumer<Feedback, Reception> answers) {
        waiting = new ArrayDeque<>(said.stream().sorted(Comparator.comparing(Feedback::at)).toList());
        this.answers = answers;
    }

    /** When something is said next; null for never. */
    @Nullable
    Instant next() {
        return waiting.isEmpty() ? null : waiting.getFirst().at();
    }

    /** When something is said last; null for never. */
    @Nullable
    Instant last() {
        return waiting.isEmpty() ? null : waiting.getLast().at();
    }

    /** Takes out what is said by a time; null where that is nothing more. */
    @Nullable
    Feedback due(Instant effectiveTime) {
        return waiting.isEmpty() || waiting.getFirst().at().isAfter(effectiveTime) ? null : waiting.poll();
    }

    void answer(Feedback said, Reception reception) {
        answers.accept(said, reception);
    }
}
