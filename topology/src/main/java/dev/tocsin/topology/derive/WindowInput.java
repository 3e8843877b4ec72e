package dev.tocsin.topology.derive;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.tocsin.topology.derive.Input.Kind;

/** One input of a service in one window, over all instances. */
final class WindowInput {

    private final Input input;
    private final Map<String, Share> shares = new HashMap<>();
    private final Distribution distribution = new Distribution();

    WindowInput(Input input) {
        this.input = input;
    }

    Input input() {
        return input;
    }

    Distribution distribution() {
        return distribution;
    }

    void put(String instance, @Nullable Share share) {
        if (share != null) {
            shares.put(instance, share);
        }
    }

    /** The values of the input's metrics so far, NaN where there is none yet. */
    double[] values() {
        double[] values = switch (input.kind()) {
            case QUANTILES -> distribution.quantiles(input.quantiles());
            case RATIO -> new double[]{ratio()};
            case COMPLEMENT -> new double[]{1 - ratio()};
            case LEVEL, RATE -> new double[]{shares.isEmpty() ? Double.NaN : over(shares.values())};
        };
        for (int i = 0; i < values.length; i++) {
            values[i] = input.kind() == Kind.COMPLEMENT ? values[i] : values[i] * input.factor();
        }
        return values;
    }

    private double ratio() {
        double of = 0;
        double to = 0;
        boolean above = false;
        for (Share share : shares.values()) {
            above |= share.above();
            of += share.of();
            to += share.to();
        }
        return to == 0 || !above ? Double.NaN : of / to;
    }

    private double over(Collection<Share> all) {
        double weights = 0;
        double sum = 0;
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        double last = 0;
        long lastTime = Long.MIN_VALUE;
        for (Share share : all) {
            double value = share.value();
            weights += share.presence();
            sum += value * share.presence();
            least = Math.min(least, value);
            most = Math.max(most, value);
            last = share.lastTime() >= lastTime ? value : last;
            lastTime = Math.max(lastTime, share.lastTime());
        }
        return switch (input.over()) {
            case MEAN -> sum / weights;
            case SUM -> sum;
            case MIN -> least;
            case MAX -> most;
            case LAST -> last;
        };
    }
}
