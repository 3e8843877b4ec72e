package dev.tocsin.topology.derive;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeSet;

/**
 * Which inputs of a service are kept: at most so many metrics of them, the most useful. One that isn't heard of for an
 * hour makes room.
 */
final class Selection {

    private static final long FORGOTTEN_MILLIS = 3_600_000;
    private static final Comparator<Input> BY_USE = Comparator.comparingInt(Input::rank).thenComparing(Input::name);

    private final int most;
    private final TreeSet<Input> kept = new TreeSet<>(BY_USE);
    private final Map<String, Input> byName = new HashMap<>();
    private final Map<String, Long> heard = new HashMap<>();
    private int width;

    Selection(int most) {
        this.most = most;
    }

    /** Whether an input is kept; that it is may cost a less useful one its place. */
    Outcome offer(Input input, long now) {
        Input known = byName.get(input.name());
        if (known != null && known.kind() == input.kind() && known.width() == input.width()) {
            if (!known.equals(input)) {
                remove(known);
                add(input);
            }
            heard.put(input.name(), now);
            return Outcome.TAKEN;
        }
        if (known != null && now - heard.getOrDefault(input.name(), 0L) < FORGOTTEN_MILLIS) {
            return Outcome.NAME_CLASH;
        }
        if (known != null) {
            remove(known);
        }
        if (width + input.width() > most) {
            forget(now);
        }
        if (!makeRoom(input)) {
            return Outcome.METRIC_LIMIT;
        }
        add(input);
        heard.put(input.name(), now);
        return Outcome.TAKEN;
    }

    /** How many metrics are kept. */
    int width() {
        return width;
    }

    private boolean makeRoom(Input input) {
        int free = most - width;
        for (Input less : kept.tailSet(input, false)) {
            free += less.width();
        }
        if (free < input.width()) {
            return false;
        }
        while (width + input.width() > most) {
            remove(kept.last());
        }
        return true;
    }

    private void forget(long now) {
        for (Iterator<Map.Entry<String, Long>> i = heard.entrySet().iterator(); i.hasNext();) {
            Map.Entry<String, Long> one = i.next();
            Input input = byName.get(one.getKey());
            if (now - one.getValue() > FORGOTTEN_MILLIS && input != null) {
                i.remove();
                kept.remove(input);
                byName.remove(input.name());
                width -= input.width();
            }
        }
    }

    private void add(Input input) {
        kept.add(input);
        byName.put(input.name(), input);
        width += input.width();
    }

    private void remove(Input input) {
        kept.remove(input);
        byName.remove(input.name());
        heard.remove(input.name());
        width -= input.width();
    }
}
