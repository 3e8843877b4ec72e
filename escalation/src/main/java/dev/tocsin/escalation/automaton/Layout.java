package dev.tocsin.escalation.automaton;

/** The marks of layout 2. Whole numbers are of variable length (LEB128), signed ones in zigzag. */
final class Layout {

    /** In the place of a standing: the incident is clearing. */
    static final int CLEARING = 0xf;

    /** Beside a standing or in its place: who acknowledged the incident follows it. Releases before it refuse that. */
    static final int ACKNOWLEDGED = 1 << 4;

    /** Flags of a step, above the two bits of its tier. */
    static final int ELSEWHERE = 1 << 2;

    static final int METRIC = 1 << 3;

    static final int NUMBERS = 1 << 4;

    static final int SCORE = 1 << 5;

    static final int HOP = 1 << 6;

    static final int SLACK = 1 << 7;

    /** Flags of a partial. */
    static final int TOLD = 1;

    static final int TIMES = 1 << 1;

    private Layout() {}
}
