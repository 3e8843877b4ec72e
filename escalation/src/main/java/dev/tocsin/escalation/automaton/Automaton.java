package dev.tocsin.escalation.automaton;

import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.rule.Anchor;
import dev.tocsin.escalation.signal.Fingerprint;
import dev.tocsin.escalation.signal.Truth;

/**
 * A compiled rule: as many states as stages, plus the match. The theory is that of Agrawal, Diao, Gyllstrom and
 * Immerman, "Efficient Pattern Matching over Event Streams" (SIGMOD 2008), with skip-till-next selection and at most
 * one partial in each state.
 *
 * @param version hash of the rule and of the signals it names
 * @param within the most time since the anchor
 * @param own the signals of its stages: what is evidence for its incident
 */
public record Automaton(String name, long version, List<Stage> stages, @Nullable Duration within,
        @Nullable Probe unless, Anchor anchor, boolean allowSameWindow, Ending ending, BitSet own) {

    public Automaton {
        stages = List.copyOf(stages);
    }

    String versionText() {
        return Fingerprint.hex(version);
    }

    /** The last event time at which the partial's next stage may be done, null where nothing bounds it. */
    @Nullable
    Instant deadline(Partial partial) {
        Duration hop = stages.get(partial.position()).within();
        Instant byHop = hop == null ? null : partial.since().plus(hop);
        Instant byWhole = within == null ? null : partial.anchor().plus(within);
        if (byHop == null || byWhole == null) {
            return byHop == null ? byWhole : byHop;
        }
        return byHop.isBefore(byWhole) ? byHop : byWhole;
    }

    /** Names of its stages' signals that are true, each once, in the order of the pattern. */
    List<String> evidence(Truth truth) {
        return stages.stream().flatMap(stage -> stage.members().stream())
                .filter(member -> truth.holds(member.signal()))
                .map(Stage.Member::name).distinct().toList();
    }

    /** Whether a partial began under this very rule. */
    boolean knows(Partial partial) {
        return partial.version() == version && partial.position() < stages.size();
    }
}
