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
    private final List<Partial> ended = new ArrayList<>();
    private @Nullable Ascent highest;

    private Matcher(Automaton rule, Moment moment) {
        this.rule = rule;
        this.moment = moment;
        recovered = rule.unless() != null && rule.unless().holds(moment.truth(), rule.own());
        table = new Partial[rule.stages().size()];
    }

    /**
     * What a moment makes of a rule's partials.
     *
     * @param live by position; none after a match, which consumes what it was made of
     * @param recovered those that {@code unless} ended
     * @param highest the partial that climbed highest, null where none reached a tier or the end
     */
    record Progress(List<Partial> live, List<Partial> recovered, @Nullable Ascent highest) {}

    /** @param live by position, all within their bounds */
    static Progress advance(Automaton rule, List<Partial> live, Moment moment) {
        Matcher matcher = new Matcher(rule, moment);
        boolean gathering = !live.isEmpty() && live.getFirst().position() == 0;
        for (Partial partial : live.reversed()) {
            if (matcher.climb(partial)) {
                return matcher.matched();
            }
        }
        if (!gathering && matcher.begins() && matcher.climb(Partial.begin(rule, moment.service(), moment.at()))) {
            return matcher.matched();
        }
        return new Progress(matcher.live(), matcher.ended, matcher.highest);
    }

    private boolean begins() {
        for (Stage.Member member : rule.stages().getFirst().members()) {
            if (moment.truth().holds(member.signal())) {
                return true;
            }
        }
        return false;
    }

    /** Whether it came to the end of the pattern. */
    private boolean climb(Partial partial) {
        Ascent ascent = Ascent.of(rule, partial, moment);
        if (ascent.complete(rule)) {
            highest = highest == null ? ascent : new Ascent(ascent.partial(), ascent.tier().or(highest.tier()));
            return true;
        }
        boolean moved = ascent.partial() != partial;
        if (moved && ascent.tier() != Tier.NONE && (highest == null || !highest.tier().atLeast(ascent.tier()))) {
            highest = ascent;
        }
        // A step in the very window that shows recovery wins: what has recovered shows no next symptom.
        if (recovered && !moved && !partial.steps().isEmpty()) {
            ended.add(partial);
        } else if (!ascent.partial().steps().isEmpty()) {
            place(ascent.partial());
        }
        return false;
    }

    private void place(Partial partial) {
        Partial there = table[partial.position()];
        if (there == null) {
            table[partial.position()] = partial;
            return;
        }
        boolean newer = partial.anchor().isAfter(there.anchor());
        boolean older = partial.anchor().isBefore(there.anchor());
        Partial kept = (rule.anchor() == Anchor.LATEST ? newer : older) ? partial : there;
        table[partial.position()] = there.told() || partial.told() ? kept.markedTold() : kept;
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
