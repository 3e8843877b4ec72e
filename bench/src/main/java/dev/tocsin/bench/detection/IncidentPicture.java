package dev.tocsin.bench.detection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import dev.tocsin.bench.detection.LabelledServer.Cause;

/**
 * One incident drawn as SVG: the labelled metrics, the score, the detector's decision, the labels.
 *
 * @param first row of test at the left edge
 * @param last row of test at the right edge
 */
record IncidentPicture(LabelledServer server, Scores test, List<Integer> metrics, int first, int last) {

    private static final int WIDTH = 900;
    private static final int LEFT = 70;
    private static final int LANE = 44;
    private static final int SCORE_LANE = 110;
    private static final int MOST_METRICS = 5;
    private static final int AROUND = 240;

    /** The longest event of at most four hours, with what is around it. */
    static IncidentPicture of(LabelledServer server, Rater rater) {
        Scores test = rater.rate(server).from(server.train().length);
        Cause event = server.causes().stream().filter(cause -> cause.last() - cause.first() <= AROUND)
                .max(Comparator.comparingInt(cause -> cause.last() - cause.first())).orElseThrow();
        return new IncidentPicture(server, test, event.metrics().stream().limit(MOST_METRICS).toList(),
                Math.max(0, event.first() - AROUND), Math.min(test.rows() - 1, event.last() + AROUND));
    }

    void write(Path file) throws IOException {
        Files.writeString(file, svg());
    }

    private String svg() {
        int height = metrics.size() * LANE + SCORE_LANE + 70;
        StringBuilder svg = new StringBuilder(String.format(Locale.ROOT, """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="11">
                <rect width="100%%" height="100%%" fill="white"/>
                """, WIDTH, height));
        band(svg, server.label(), 0, height - 40, "#f6d5d5");
        for (int lane = 0; lane < metrics.size(); lane++) {
            int metric = metrics.get(lane);
            double[] values = Arrays.stream(server.test()).mapToDouble(row -> row[metric]).toArray();
            line(svg, values, 10 + lane * LANE, LANE - 10, "#3366aa", server.metrics().get(metric));
        }
        int top = 10 + metrics.size() * LANE;
        line(svg, test.score(), top, SCORE_LANE - 10, "#222222", "score");
        band(svg, test.anomalous(), top + SCORE_LANE, 10, "#cc2222");
        svg.append(String.format(Locale.ROOT, """
                <text x="4" y="%d">alarm</text>
                <text x="%d" y="%d">%s, minutes %d to %d of test; labelled as anomalous: the shaded part</text>
                </svg>
                """, top + SCORE_LANE + 9, LEFT, height - 8, server.name(), first, last));
        return svg.toString();
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

    private void line(StringBuilder svg, double[] values, int y, int height, String colour, String title) {
        double least = IntStream.rangeClosed(first, last).mapToDouble(row -> values[row]).min().orElseThrow();
        double most = IntStream.rangeClosed(first, last).mapToDouble(row -> values[row]).max().orElseThrow();
        double range = Math.max(most - least, 1e-9);
        svg.append(String.format(Locale.ROOT, "<text x=\"4\" y=\"%d\">%s</text>%n", y + height / 2, title));
        svg.append("<polyline fill=\"none\" stroke=\"").append(colour).append("\" points=\"");
        for (int row = first; row <= last; row++) {
            svg.append(
                    String.format(Locale.ROOT, "%.1f,%.1f ", x(row), y + height * (1 - (values[row] - least) / range)));
        }
        svg.append("\"/>\n");
    }
}
