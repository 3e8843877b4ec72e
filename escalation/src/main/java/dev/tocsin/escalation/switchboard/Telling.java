package dev.tocsin.escalation.switchboard;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.incident.Transition;
import dev.tocsin.escalation.switchboard.Judge.Ruling;

/** Decides for one call whether, how loudly and to whom each incident is told. */
final class Telling {

    private final Tuning tuning;

    private final Judge judge;

    private final Outbox outbox;

    private Board board;

    Telling(Board board, Tuning tuning) {
        this.board = board;
        this.tuning = tuning;
        this.judge = new Judge(tuning);
        this.outbox = new Outbox(tuning.routing());
    }

    Board board() {
        return board;
    }

    Told told() {
        return outbox.told(board);
    }

    /** Takes a transition in, whatever it is. */
    void hear(@Nullable Line line, Collection<Line> others, int task, IncidentEvent event) {
        switch (event.transition()) {
            case NEAR_MISS, EXPIRED, SUPPRESSED -> outbox.count(Outcome.UNTOLD);
            case RESOLVED -> resolve(line, others, event);
            case CLEARING -> refresh(seen(line, task, event), event.at(), event.reason());
            case OPENED, ESCALATED, ACKNOWLEDGED, REOPENED -> rise(seen(line, task, event), others, event);
        }
    }

    /** A transition of the switchboard's own incident. */
    void raise(@Nullable Line line, IncidentEvent event) {
        outbox.raised(event);
        hear(line, List.of(), Board.OWN_TASK, event);
    }

    /** Somebody works on an incident of the switchboard's own: one that is over, or has somebody, is told no more. */
    void acknowledge(@Nullable Line line, IncidentEvent said) {
        if (line == null) {
            outbox.count(Outcome.UNKNOWN);
        } else if (line.event().transition() == Transition.ACKNOWLEDGED) {
            outbox.count(Outcome.SILENT);
        } else {
            IncidentEvent newest = line.event();
            Instant at = said.at().isAfter(newest.at()) ? said.at() : newest.at();
            raise(line, told(newest, Transition.ACKNOWLEDGED, newest.tier(), at, said.reason()));
        }
    }

    /** An incident of the switchboard's own goes on at its tier: one that somebody works on stays theirs. */
    void goesOn(@Nullable Line line, IncidentEvent event) {
        if (line != null && line.event().transition() == Transition.ACKNOWLEDGED) {
            announce(line, judge.judge(line, event.at(), List.of(), board.storms()), event.at(), event.reason());
        } else {
            raise(line, event);
        }
    }

    /**
     * Looks at an open line again, now that time or tuning are others. A clearing one isn't known to burn any more, so
     * it waits for its next transition; an acknowledged one has somebody on it, so the end of a cap wakes nobody.
     *
     * @return the line as it is now
     */
    Line reconsider(Line line, Collection<Line> others) {
        if (!line.burns() || line.isHeld() && board.isBehind(line.task(), tuning.limits())) {
            return line;
        }
        Instant now = board.timeOf(line.task());
        Ruling ruling = judge.judge(line, now, others, board.storms());
        if (line.isHeld()) {
            return announce(line.released(), ruling, now, stillTrue(line));
        }
        boolean louder = ruling.tier().compareTo(line.told()) > 0;
        if (louder && line.event().transition() != Transition.ACKNOWLEDGED) {
            String reason = judge.whyEnded(line.cap(), line, now);
            outbox.raised(told(line.event(), Transition.ESCALATED, ruling.tier(), now, reason));
            return announce(line, ruling, now, reason);
        }
        Line judged = line.judged(capOf(line, ruling));
        return judged.equals(line) ? line : outbox.write(judged);
    }

    void becomes(Storms storms) {
        board = board.with(storms);
    }

    void becomes(Telemetry telemetry) {
        board = board.with(telemetry);
    }

    /** Tells what was missed, in one message. */
    void summarise() {
        Missed missed = board.missed();
        Instant at = missed.nextTime(board.newest());
        IncidentEvent event = OwnIncidents.behind(missed, at);
        board = board.with(missed.told(at));
        outbox.send(event, tuning.routing().receivers(event, Tier.DIGEST, at), missed);
    }

    private static Line seen(@Nullable Line line, int task, IncidentEvent event) {
        return line == null ? Line.opened(task, event) : line.seen(task, event);
    }

    private void rise(Line line, Collection<Line> others, IncidentEvent event) {
        if (tuning.limits().exceeded(event.behind())) {
            outbox.write(line.held(event.at()), Outcome.HELD);
        } else {
            Line told = announce(line.released(), judge.judge(line, event.at(), others, board.storms()), event.at(),
                    event.reason());
            noteCap(told, event);
        }
    }

    /** What is told more quietly than its tier is a transition of its own, with the name of what capped it. */
    private void noteCap(Line told, IncidentEvent event) {
        Cap cap = told.cap();
        boolean climbed = event.transition() == Transition.OPENED || event.transition() == Transition.ESCALATED;
        if (cap != null && climbed) {
            outbox.raised(told(event, Transition.SUPPRESSED, told.told(), event.at(), "capped: " + cap.by()));
        }
    }

    private static IncidentEvent told(IncidentEvent event, Transition transition, Tier tier, Instant at,
            String reason) {
        return new IncidentEvent(event.incident(), event.rule(), event.ruleVersion(), event.service(), transition,
                tier, at, event.openedAt(), event.steps(), event.orderConfidence(), reason, event.score(),
                event.topMetrics(), event.hypotheses(), event.behind());
    }

    private Line announce(Line line, Ruling ruling, Instant at, String reason) {
        Tier tier = ruling.tier().or(line.told());
        List<String> fresh = tuning.routing()
                .receivers(line.event(), tier, at)
                .stream()
                .filter(name -> !line.receivers().contains(name))
                .toList();
        boolean louder = tier != line.told() || !fresh.isEmpty();
        Line judged = line.judged(capOf(line, ruling));
        if (!louder && line.event().transition() == Transition.REOPENED) {
            return refresh(judged, at, reason);
        }
        Line triggered = outbox.send(judged.told(tier), Action.TRIGGER, fresh, at, reason, Map.of());
        Line told = outbox.send(triggered, Action.UPDATE, line.receivers(), at, reason, Map.of()).toldTo(fresh);
        Outcome outcome = louder ? Outcome.RAISED : Outcome.UPDATED;
        Line written = outbox.write(told, told.sequence() == line.sequence() ? Outcome.SILENT : outcome);
        if (tier.atLeast(Tier.NOTIFY) && tier != line.told()) {
            countStorm(line, tier, at);
        }
        return written;
    }

    /** One more service that people were told of: with enough of them at once it is a storm. */
    private void countStorm(Line line, Tier tier, Instant at) {
        if (line.task() == Board.OWN_TASK) {
            return;
        }
        Storm before = board.storms().of(line.event().rule(), tier);
        Storm after = before.rose(at);
        board = board.with(board.storms().with(after));
        if (after.isOpen() && !before.isOpen()) {
            raise(null, OwnIncidents.stormBegan(after, at));
        }
    }

    private Line refresh(Line line, Instant at, String reason) {
        boolean late = line.isHeld() || tuning.limits().exceeded(line.event().behind());
        List<String> cards = late ? List.of() : tuning.routing().refreshed(line.receivers());
        Line told = outbox.send(line, Action.UPDATE, cards, at, reason, Notification.REFRESH);
        return outbox.write(told, cards.isEmpty() ? Outcome.SILENT : Outcome.REFRESHED);
    }

    private void resolve(@Nullable Line line, Collection<Line> others, IncidentEvent event) {
        if (line == null) {
            outbox.count(Outcome.UNKNOWN);
            return;
        }
        Line ended = line.seen(line.task(), event);
        boolean missed = line.isHeld()
                && judge.judge(ended, event.at(), others, board.storms()).tier().compareTo(line.told()) > 0;
        if (missed) {
            board = board.with(board.missed().and(SummaryLine.of(ended)));
        }
        outbox.send(ended, Action.RESOLVE, line.receivers(), event.at(), event.reason(), Map.of());
        Outcome outcome = line.receivers().isEmpty() ? Outcome.UNKNOWN : Outcome.RESOLVED;
        outbox.remove(line, missed ? Outcome.SUMMARISED : outcome);
    }

    private static @Nullable Cap capOf(Line line, Ruling ruling) {
        return ruling.tier().or(line.told()) == line.uncapped() ? null : ruling.cap();
    }

    private static String stillTrue(Line line) {
        return "still true, seen while Tocsin was behind by " + Headline.length(line.event().behind());
    }
}
