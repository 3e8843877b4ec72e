package dev.tocsin.escalation.automaton;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.rule.Where;

/**
 * One step of a compiled rule.
 *
 * @param within the most time since the stage before, or since the first member where there is none before; where it
 *        counts, from the first occurrence to the last
 * @param strict whether the very next window must qualify
 * @param where in which other services its members must be true, null for the rule's own
 */
public record Stage(List<Member> members, Demand demand, @Nullable Duration within, Tier tier, boolean strict,
        @Nullable Where where) {

    /**
     * A signal a stage waits for.
     *
     * @param signal its place in the signal book
     */
    public record Member(String name, int signal) {}

    public Stage {
        members = List.copyOf(members);
    }

    /** How many members a stage that gathers needs; 1 for the others. */
    int needed() {
        return demand instanceof Demand.Gather gather ? gather.needed() : 1;
    }

    boolean complete(int seen) {
        return Integer.bitCount(seen) >= needed();
    }

    boolean absence() {
        return demand instanceof Demand.Absence;
    }

    /** The first member that a moment shows, null where it shows none. */
    @Nullable
    Member shown(Moment moment) {
        for (Member member : members) {
            if (moment.shows(member, where)) {
                return member;
            }
        }
        return null;
    }
}
