package dev.tocsin.escalation.switchboard;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.incident.Tier;

/**
 * How many services one rule has told people of lately, at one tier. When the {@value #MOST_ALONE}th follows within two
 * minutes, it is a storm: the next ones are counted under one incident instead of each being told.
 *
 * @param rises when the last services were told, oldest first
 * @param openedAt when it became a storm, null while it is none
 * @param services how many burn in it, as last told
 * @param calmSince since when too few burn for a storm, null while enough do
 */
public record Storm(String rule, Tier tier, List<Instant> rises, @Nullable Instant openedAt, int services,
        Instant lastTold, @Nullable Instant calmSince) {

    /** How many services are told one by one before the rest is told together. */
    static final int MOST_ALONE = 5;
    private static final Duration SPAN = Duration.ofMinutes(2);
    private static final Duration CALM = Duration.ofMinutes(5);
    /** A storm grows by the second; people need a number that is roughly right. */
    private static final Duration BETWEEN_UPDATES = Duration.ofMinutes(1);

    public Storm {
        rises = List.copyOf(rises);
    }

    static Storm none(String rule, Tier tier) {
        return new Storm(rule, tier, List.of(), null, 0, Instant.EPOCH, null);
    }

    static String key(String rule, Tier tier) {
        return tier + " " + rule;
    }

    String key() {
        return key(rule, tier);
    }

    boolean isOpen() {
        return openedAt != null;
    }

    /** With a service told just now, and a storm if that makes enough of them. */
    Storm rose(Instant at) {
        List<Instant> recent = new ArrayList<>(rises);
        recent.add(at);
        recent.removeIf(rise -> rise.isBefore(at.minus(SPAN)));
        List<Instant> last = recent.subList(Math.max(0, recent.size() - MOST_ALONE), recent.size());
        boolean opens = !isOpen() && last.size() == MOST_ALONE;
        return new Storm(rule, tier, last, opens ? at : openedAt, opens ? MOST_ALONE : services,
                opens ? at : lastTold, null);
    }

    /** Whether nothing of it is worth keeping. */
    boolean isOver(Instant now) {
        return !isOpen() && (rises.isEmpty() || rises.getLast().isBefore(now.minus(SPAN)));
    }

    /** With how many services burn in it now. */
    Storm counted(int burning, Instant now) {
        Instant calm = burning >= MOST_ALONE ? null : calmSince == null ? now : calmSince;
        return new Storm(rule, tier, rises, openedAt, services, lastTold, calm);
    }

    boolean isCalm(Instant now) {
        return calmSince != null && !now.isBefore(calmSince.plus(CALM));
    }

    boolean isWorthAnUpdate(int burning, Instant now) {
        return burning != services && !now.isBefore(lastTold.plus(BETWEEN_UPDATES));
    }

    Storm told(int burning, Instant now) {
        return new Storm(rule, tier, rises, openedAt, burning, now, calmSince);
    }
}
