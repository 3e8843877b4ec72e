package dev.tocsin.escalation.automaton;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.rule.Anchor;

/** One rule's partials through one moment, the one furthest on first. */
final class Matcher {

    private final Automaton rule;
    private final Moment moment;
    private final boolean recovered;
    private final @Nullable Partial[] table;
    private final List<Ended> ended = new ArrayList<>();
    private @Nullable Ascent highest;

    private Matcher(Automaton rule, Moment moment) {
        this.rule = rule;
        this.moment = moment;
        recovered = rule.unless() != null && rule.unless().holds(moment.truth(), rule.own());
        table = new Partial[rule.stages().size()];
    }

    /** A match under way that came to nothing. */
    record Ended(Partial partial, Break why) {}

    /**
     * What a moment makes of a rule's partials.
     *
     * @param live by position; none after a match, which consumes what it was made of
     * @param ended those that came to nothing
     * @param highest the partial that climbed highest, null where none reached a tier or the end
     */
    record Progress(List<Partial> live, List<Ended> ended, @Nullable Ascent highest) {}

    /**
     * @param live by position, all within their bounds
     * @param begin whether a match may begin
     */
    static Progress advance(Automaton rule, List<Partial> live, Moment moment, boolean begin) {
        Matcher matcher = new Matcher(rule, moment);
        boolean gathering = !live.isEmpty() && live.getFirst().position() == 0;
        for (Partial partial : live.reversed()) {
            if (matcher.climb(partial)) {
                return matcher.matched();
            }
        }
        if (begin && !gathering && matcher.begins()
                && matcher.climb(Partial.begin(rule, moment.service(), moment.at()))) {
            return matcher.matched();
        }
        return new Progress(matcher.live(), matcher.ended, matcher.highest);
    }

    private boolean begins() {
        return rule.stages().getFirst().shown(moment) != null;
    }

    /** Whether it came to the end of the pattern. */
    private boolean climb(Partial partial) {
        Ascent ascent = Ascent.of(rule, partial, moment);
        if (ascent.complete(rule)) {
            highest = highest == null ? ascent : ascent.at(ascent.tier().or(highest.tier()));
            return true;
        }
        if (ascent.touched() && ascent.tier() != Tier.NONE
                && (highest == null || !highest.tier().atLeast(ascent.tier()))) {
            highest = ascent;
        }
        // A step in the very window that shows recovery wins: what has recovered shows no next symptom.
        if (recovered && !ascent.touched() && partial.begun() && rule.unless() != null) {
            ended.add(new Ended(partial, Break.recovered(rule.unless().name())));
        } else if (ascent.broken() != null) {
            ended.add(new Ended(partial, ascent.broken()));
        } else if (ascent.partial().begun()) {
            place(ascent.partial());
        }
        return false;
    }

    private void place(Partial partial) {
        Partial there = table[partial.position()];
        table[partial.position()] = there == null ? partial : kept(rule, there, partial);
    }

    /** Of two partials in one state the one that the anchor prefers, told if either was. */
    static Partial kept(Automaton rule, Partial there, Partial partial) {
        boolean newer = partial.anchor().isAfter(there.anchor());
        boolean older = partial.anchor().isBefore(there.anchor());
        Partial kept = (rule.anchor() == Anchor.LATEST ? newer : older) ? partial : there;
        return there.told() || partial.told() ? kept.markedTold() : kept;
    }

    private List<Partial> live() {
        List<Partial> live = new ArrayList<>(table.length);
        for (Partial partial : table) {
            if (partial != null) {
                live.add(partial);
            }
        }
        return live;
    }

    private Progress matched() {
        return new Progress(List.of(), ended, highest);
    }
}
