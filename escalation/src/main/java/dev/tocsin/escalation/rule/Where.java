package dev.tocsin.escalation.rule;

/**
 * In which other services a step must be true: those that stand so to the service of the step called {@code of}.
 *
 * @param maxHops the most calls between the two, 1 to {@value #MAX_HOPS}
 */
public record Where(Relation relation, String of, int maxHops) {

    /** Beyond it everything calls everything. */
    public static final int MAX_HOPS = 5;

    /** How the other service stands to the named one. */
    public enum Relation {
        /** It is called by the named one. */
        CALLEE_OF,
        /** It calls the named one. */
        CALLER_OF,
        /** It runs on a node of the named one. */
        SAME_NODE
    }

    public Where {
        if (of.isBlank()) {
            throw new IllegalArgumentException("where names no step");
        }
        if (maxHops < 1 || maxHops > MAX_HOPS) {
            throw new IllegalArgumentException("max_hops is " + maxHops + ", not 1 to " + MAX_HOPS);
        }
    }

    public static Where calleeOf(String step, int maxHops) {
        return new Where(Relation.CALLEE_OF, step, maxHops);
    }

    public static Where callerOf(String step, int maxHops) {
        return new Where(Relation.CALLER_OF, step, maxHops);
    }

    public static Where sameNode(String step) {
        return new Where(Relation.SAME_NODE, step, 1);
    }
}
