package dev.tocsin.topology.derive;

import dev.tocsin.topology.derive.Input.Part;

/** A series of numbers: levels, or a counter with reset detection. */
final class NumberSeries extends Series {

    final Part part;
    final boolean counter;
    double value = Double.NaN;
    /** Sum of levels, or the counter's growth. */
    double sum;
    double min;
    double max;

    NumberSeries(Part part, boolean counter) {
        this.part = part;
        this.counter = counter;
    }

    Outcome level(long at, double level, long newWindow) {
        Outcome order = order(at, 0);
        if (order != Outcome.TAKEN) {
            return order;
        }
        move(at, 0);
        enter(newWindow);
        value = level;
        covered += step;
        add(level);
        return Outcome.TAKEN;
    }

    /** @param size of a window: a counter that began less than that ago counts from its start */
    Outcome cumulative(long at, long since, double total, long newWindow, long size) {
        Outcome order = order(at, since);
        if (order != Outcome.TAKEN) {
            return order;
        }
        boolean first = time == NEVER;
        boolean born = first && since > 0 && since < at && at - since <= size;
        boolean reset = !first && (since > start && start > 0 || total < value);
        double growth = first || reset ? total : total - value;
        long since0 = first ? since : time;
        value = total;
        if (first && !born) {
            move(at, since);
            return Outcome.FIRST;
        }
        grow(at, since, reset && since == at ? 0 : growth, at - since0, newWindow);
        return reset ? Outcome.COUNTER_RESET : Outcome.TAKEN;
    }

    Outcome delta(long at, long since, double growth, long newWindow) {
        Outcome order = order(at, 0);
        if (order != Outcome.TAKEN) {
            return order;
        }
        if (growth < 0) {
            return Outcome.NEGATIVE_DELTA;
        }
        if (time == NEVER && (since <= 0 || since >= at)) {
            move(at, since);
            return Outcome.FIRST;
        }
        grow(at, since, growth, since > 0 && since < at ? at - since : at - time, newWindow);
        return Outcome.TAKEN;
    }

    private void grow(long at, long since, double growth, long over, long newWindow) {
        move(at, since);
        step = step == 0 ? over : step;
        enter(newWindow);
        covered += over;
        add(growth);
    }

    private void add(double number) {
        min = points == 0 ? number : Math.min(min, number);
        max = points == 0 ? number : Math.max(max, number);
        sum += number;
        points++;
    }

    /** What it says of its window: a counter's growth per second; of a level what is asked for. */
    double said(Combine within) {
        if (counter) {
            return sum * 1_000 / covered;
        }
        return switch (within) {
            case MEAN, SUM -> sum / points;
            case MIN -> min;
            case MAX -> max;
            case LAST -> value;
        };
    }

    @Override
    void empty() {
        sum = 0;
    }
}
