package dev.tocsin.escalation.automaton;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.incident.MatchedStep;
import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.rule.Anchor;
import dev.tocsin.escalation.rule.OnUpdate;
import dev.tocsin.escalation.rule.Rearm;
import dev.tocsin.escalation.signal.Fingerprint;
import dev.tocsin.escalation.signal.Truth;

/**
 * A compiled rule: as many states as stages, plus the match. The theory is that of Agrawal, Diao, Gyllstrom and
 * Immerman, "Efficient Pattern Matching over Event Streams" (SIGMOD 2008), with skip-till-next selection and at most
 * one partial in each state.
 *
 * @param version hash of the rule and of the signals it names
 * @param within the most time since the anchor
 * @param own the signals of its stages in the service itself: what is evidence for its incident
 * @param groupUnder position of the stage under whose service its incidents are told, -1 for none
 */
public record Automaton(String name, long version, List<Stage> stages, @Nullable Duration within,
        @Nullable Probe unless, Anchor anchor, boolean allowSameWindow, Ending ending, Rearm rearm, OnUpdate onUpdate,
        int groupUnder, BitSet own) {

    public Automaton {
        stages = List.copyOf(stages);
    }

    String versionText() {
        return Fingerprint.hex(version);
    }

    /** Whether some stage waits for another service. */
    public boolean crossing() {
        for (Stage stage : stages) {
            if (stage.where() != null) {
                return true;
            }
        }
        return false;
    }

    /** The signals that its steps in the service itself, its recovery and its end ask for. */
    List<Stage.Member> asks() {
        List<Stage.Member> asks = new ArrayList<>();
        stages.stream().filter(stage -> stage.where() == null).forEach(stage -> asks.addAll(stage.members()));
        if (unless != null) {
            asks.add(new Stage.Member(unless.name(), unless.signal()));
        }
        asks.add(new Stage.Member(ending.when().name(), ending.when().signal()));
        return asks;
    }

    /** The tier of what is done, once the service itself has shown something: what others show opens nothing alone. */
    Tier earned(int position) {
        Tier tier = Tier.NONE;
        boolean itself = false;
        for (Stage stage : stages.subList(0, position)) {
            tier = tier.or(stage.tier());
            itself |= stage.where() == null;
        }
        return itself ? tier : Tier.NONE;
    }

    /** The last event time at which the partial's next stage may be done, null where nothing bounds it. */
    @Nullable
    Instant deadline(Partial partial) {
        Stage stage = stages.get(partial.position());
        Duration hop = stage.within();
        Instant byHop = stage.demand() instanceof Demand.Count
                ? Counting.deadline(stage, partial)
                : hop == null ? null : partial.since().plus(hop);
        Instant byWhole = within == null ? null : partial.anchor().plus(within);
        if (byHop == null || byWhole == null) {
            return byHop == null ? byWhole : byHop;
        }
        return byHop.isBefore(byWhole) ? byHop : byWhole;
    }

    /** Names of its stages' signals that are true, each once, in the order of the pattern. */
    List<String> evidence(Truth truth) {
        return stages.stream().filter(stage -> stage.where() == null && !stage.absence())
                .flatMap(stage -> stage.members().stream())
                .filter(member -> truth.holds(member.signal()))
                .map(Stage.Member::name).distinct().toList();
    }

    /** Whether a partial began under this very rule. */
    boolean knows(Partial partial) {
        return partial.version() == version && partial.position() < stages.size();
    }

    /** Whether a partial that ends now has all but the last step, one of them in its own service. */
    boolean nearly(Partial partial) {
        return partial.position() > 0 && partial.position() >= stages.size() - 1
                && (!crossing() || saw(partial.steps(), partial.service()));
    }

    private static boolean saw(List<MatchedStep> steps, ServiceId service) {
        return steps.stream().anyMatch(step -> step.service().equals(service));
    }
}
