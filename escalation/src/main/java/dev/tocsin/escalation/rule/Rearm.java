package dev.tocsin.escalation.rule;

import java.time.Duration;

/** When a rule that has matched may match again. */
public sealed interface Rearm {

    /** When its incident has resolved. */
    Rearm RESOLVE = new OnResolve();

    /** When its first step comes true anew after a calm window. */
    Rearm ANCHOR = new OnAnchor();

    /** When its incident has resolved. */
    record OnResolve() implements Rearm {}

    /** When its first step comes true anew after a window that is normal and shows none of its signals. */
    record OnAnchor() implements Rearm {}

    /** When so much time has passed since the match, whatever has become of the incident. */
    record After(Duration pause) implements Rearm {

        public After {
            Span.positive("rearm", pause);
        }
    }
}
