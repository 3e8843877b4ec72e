package dev.tocsin.bench.shop;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One second of one service: a line of the recording.
 *
 * @param t epoch milliseconds of the second's start
 * @param metrics by name; a latency is absent in a second without an answer
 */
record Measurement(long t, String service, String instance, SortedMap<String, Double> metrics) {

    private static final MathContext DIGITS = new MathContext(5);
    private static final Pattern LINE = Pattern.compile(
            "\\{\"t\":(\\d+),\"service\":\"([^\"]+)\",\"instance\":\"([^\"]+)\",\"metrics\":\\{(.*)}}");
    private static final Pattern METRIC = Pattern.compile("\"([^\"]+)\":([-+0-9.eE]+)");

    Measurement {
        metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
    }

    /** The line, numbers rounded to five significant digits. */
    String toJson() {
        StringBuilder json = new StringBuilder(256);
        json.append("{\"t\":").append(t).append(",\"service\":\"").append(service).append("\",\"instance\":\"")
                .append(instance).append("\",\"metrics\":{");
        String comma = "";
        for (var metric : metrics.entrySet()) {
            json.append(comma).append('"').append(metric.getKey()).append("\":").append(number(metric.getValue()));
            comma = ",";
        }
        return json.append("}}").toString();
    }

    /** Reads a line that {@link #toJson} wrote. */
    static Measurement parse(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a line of a shop recording: " + line);
        }
        SortedMap<String, Double> metrics = new TreeMap<>();
        Matcher metric = METRIC.matcher(matcher.group(4));
        while (metric.find()) {
            metrics.put(metric.group(1), Double.valueOf(metric.group(2)));
        }
        return new Measurement(Long.parseLong(matcher.group(1)), matcher.group(2), matcher.group(3), metrics);
    }

    private static String number(double value) {
        BigDecimal rounded = new BigDecimal(value).round(DIGITS);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
