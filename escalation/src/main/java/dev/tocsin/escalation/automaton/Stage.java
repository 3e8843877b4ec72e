package dev.tocsin.escalation.automaton;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.incident.Tier;

/**
 * One step of a compiled rule: done when {@code needed} of its members have been true.
 *
 * @param within the most time since the stage before, or since the first member where there is none before
 */
public record Stage(List<Member> members, int needed, @Nullable Duration within, Tier tier) {

    /**
     * A signal a stage waits for.
     *
     * @param signal its place in the signal book
     */
    public record Member(String name, int signal) {}

    public Stage {
        members = List.copyOf(members);
    }

    boolean complete(int seen) {
        return Integer.bitCount(seen) >= needed;
    }
}
