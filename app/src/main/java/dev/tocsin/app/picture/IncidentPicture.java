package dev.tocsin.app.picture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

import dev.tocsin.app.appraisal.Runs;

/**
 * One incident drawn as SVG: metrics, the score with the line from which on it was an alarm, the alarms, the labels.
 *
 * @param caption what is shown, from when to when
 * @param lanes metrics, from the top
 * @param score by row; NaN is left out, as everywhere
 * @param threshold score from which on a row was an alarm
 * @param first row at the left edge
 * @param last row at the right edge
 */
public record IncidentPicture(String caption, List<Lane> lanes, double[] score, double[] threshold, boolean[] alarms,
        boolean[] labels, int first, int last) {

    private static final int WIDTH = 900;
    private static final int LEFT = 110;
    private static final int LANE = 44;
    private static final int SCORE_LANE = 110;
    private static final int MOST_NAME = 17;

    /** A metric's values by row. */
    public record Lane(String name, double[] values) {}

    public IncidentPicture {
        lanes = List.copyOf(lanes);
        if (first < 0 || last >= score.length || first >= last) {
            throw new IllegalArgumentException("rows " + first + " to " + last + " of " + score.length);
        }
    }

    public void write(Path file) throws IOException {
        Files.writeString(file, svg());
    }

    String svg() {
        int height = lanes.size() * LANE + SCORE_LANE + 70;
        StringBuilder svg = new StringBuilder(String.format(Locale.ROOT, """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="11">
                <rect width="100%%" height="100%%" fill="white"/>
                """, WIDTH, height));
        band(svg, labels, 0, height - 40, "#f6d5d5");
        for (int lane = 0; lane < lanes.size(); lane++) {
            metric(svg, lanes.get(lane), 10 + lane * LANE);
        }
        int top = 10 + lanes.size() * LANE;
        score(svg, top);
        band(svg, alarms, top + SCORE_LANE, 10, "#cc2222");
        text(svg, 4, top + SCORE_LANE + 9, "alarm");
        text(svg, LEFT, height - 8, caption + "; shaded: labelled as an incident; dashed: alarms begin here");
        return svg.append("</svg>\n").toString();
    }

    private void metric(StringBuilder svg, Lane lane, int y) {
        text(svg, 4, y + LANE / 2 - 5,
                lane.name().length() <= MOST_NAME ? lane.name() : lane.name().substring(0, MOST_NAME - 1) + "…");
        Scale scale = Scale.of(shown(lane.values()), y, LANE - 10);
        range(svg, y + LANE / 2 + 8, scale);
        line(svg, lane.values(), scale, "stroke=\"#3366aa\"");
    }

    private void score(StringBuilder svg, int y) {
        text(svg, 4, y + SCORE_LANE / 2 - 5, "score");
        Scale scale = Scale.of(DoubleStream.concat(shown(score), shown(threshold)), y, SCORE_LANE - 10);
        range(svg, y + SCORE_LANE / 2 + 8, scale);
        line(svg, score, scale, "stroke=\"#222222\"");
        line(svg, threshold, scale, "stroke=\"#cc2222\" stroke-dasharray=\"4 3\"");
    }

    /** What the foot and the top of a lane stand for. */
    private static void range(StringBuilder svg, int y, Scale scale) {
        text(svg, 4, y, String.format(Locale.ROOT, "%.2g to %.2g", scale.least, scale.most));
    }

    private DoubleStream shown(double[] values) {
        return Arrays.stream(values, first, last + 1).filter(Double::isFinite);
    }

    private double x(double row) {
        return LEFT + (row - first) * (WIDTH - LEFT - 10.0) / (last - first);
    }

    private void band(StringBuilder svg, boolean[] flags, int y, int height, String colour) {
        for (Runs.Run run : Runs.of(Arrays.copyOfRange(flags, first, last + 1))) {
            svg.append(String.format(Locale.ROOT,
                    "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n", x(first + run.first()), y,
                    Math.max(1, x(run.rows()) - x(0)), height, colour));
        }
    }

    /** A line that is broken where there is no value. */
    private void line(StringBuilder svg, double[] values, Scale scale, String stroke) {
        boolean[] there = new boolean[values.length];
        for (int row = first; row <= last; row++) {
            there[row] = Double.isFinite(values[row]);
        }
        for (Runs.Run run : Runs.of(there)) {
            svg.append("<polyline fill=\"none\" ").append(stroke).append(" points=\"");
            for (int row = run.first(); row <= run.last(); row++) {
                svg.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(row), scale.y(values[row])));
            }
            svg.append("\"/>\n");
        }
    }

    /** Names come from files: markup in one must not become the picture's. */
    private static void text(StringBuilder svg, int x, int y, String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
                .replaceAll("\\p{Cntrl}", " ");
        svg.append(String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\">%s</text>%n", x, y, escaped));
    }

    /** Where values lie between the top of a lane and its foot. */
    private record Scale(double least, double most, int top, int height) {

        static Scale of(DoubleStream values, int top, int height) {
            var seen = values.summaryStatistics();
            return seen.getCount() == 0
                    ? new Scale(0, 1, top, height)
                    : new Scale(seen.getMin(), seen.getMax(), top, height);
        }

        double y(double value) {
            return top + height * (1 - (value - least) / Math.max(most - least, 1e-9));
        }
    }
}
