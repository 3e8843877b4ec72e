package dev.tocsin.bench.figures;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Named numbers in the order they were found; as text one flat JSON object on one line. Not thread-safe. */
public final class Figures {

    private final Map<String, String> byName = new LinkedHashMap<>();

    public Figures count(String name, long value) {
        return put(name, Long.toString(value));
    }

    /**
     * Keeps a measured number.
     *
     * @param decimals how many decimals it is worth
     * @throws IllegalArgumentException if it isn't finite: then nothing was measured
     */
    public Figures measured(String name, double value, int decimals) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("figure " + name + " is " + value);
        }
        return put(name, BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP).toPlainString());
    }

    public Figures addAll(Figures others) {
        others.byName.forEach(this::put);
        return this;
    }

    private Figures put(String name, String number) {
        if (!name.matches("[a-z0-9_.]+")) {
            throw new IllegalArgumentException("figure '" + name + "': a name has a-z, 0-9, _ and dots only");
        }
        if (byName.putIfAbsent(name, number) != null) {
            throw new IllegalArgumentException("figure " + name + " is given twice");
        }
        return this;
    }

    public String toJson() {
        return byName.entrySet().stream().map(figure -> '"' + figure.getKey() + "\":" + figure.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    @Override
    public String toString() {
        return toJson();
    }
}
