package dev.tocsin.app.score;

import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongConsumer;

import dev.tocsin.app.score.MetricCsv.Row;
import dev.tocsin.detectors.Contribution;
import dev.tocsin.detectors.Detector;
import dev.tocsin.detectors.Learning;
import dev.tocsin.detectors.MetricWindow;
import dev.tocsin.detectors.Profile;
import dev.tocsin.detectors.Verdict;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;

/**
 * Scores a CSV of metrics window by window, as the service would score them live.
 *
 * <p>
 * Rows of one window are averaged; where the step is the rows' own spacing, one row comes out per row that goes in. Rows
 * are in time order. With a row index, the first row follows the last one of the warm-up.
 */
public final class ScoreCsv {

    private static final int PROGRESS_ROWS = 10_000;

    private final Duration step;
    private final LongConsumer progress;
    private final Detector detector;
    private long rows;
    private Instant end = Instant.MIN;
    private Optional<TimeColumn> time = Optional.empty();

    /** What was scored. */
    public record Summary(long windows, long warmingUp, long anomalous) {}

    /** @param progress is told the number of rows read so far, now and then */
    public ScoreCsv(Profile profile, LongConsumer progress) {
        this.step = profile.window();
        this.progress = progress;
        this.detector = Detector.create(profile);
    }

    /** Learns a CSV without telling its scores. Call before {@link #score}. */
    public void warmUp(CsvSource source) throws UnreadableCsvException, IOException {
        read(source, window -> {
        });
    }

    /** Writes one row per window of the CSV, header first. */
    public Summary score(CsvSource source, Writer out) throws UnreadableCsvException, IOException {
        long[] counts = new long[3];
        CsvWriter writer = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out);
        writer.writeRecord("window_start", "window_end", "score", "p_value", "anomalous", "top_metric", "contribution");
        read(source, window -> {
            Verdict verdict = window.verdict();
            counts[0]++;
            counts[1] += verdict.isScored() ? 0 : 1;
            counts[2] += verdict.anomalous() ? 1 : 0;
            writer.writeRecord(fields(window));
        });
        writer.flush();
        return new Summary(counts[0], counts[1], counts[2]);
    }

    /** Takes scored windows, in their order. */
    @FunctionalInterface
    public interface Judged {
        void accept(ScoredWindow window) throws IOException;
    }

    /** Whether the CSV that was read last counts its rows instead of telling their time. */
    public boolean countsRows() {
        return time.orElse(TimeColumn.ISO) == TimeColumn.ROW_INDEX;
    }

    /** Scores a CSV, window by window. */
    public void read(CsvSource source, Judged judged) throws UnreadableCsvException, IOException {
        try (MetricCsv csv = new MetricCsv(source.name(), source.content(), step)) {
            Optional<Row> row = csv.next();
            Duration shift = row.isPresent() ? shift(csv, row.get()) : Duration.ZERO;
            Optional<RowWindow> open = Optional.empty();
            for (; row.isPresent(); row = csv.next()) {
                count();
                Instant start = RowWindow.startOf(row.get().time().plus(shift), step);
                if (open.isPresent() && open.get().start().equals(start)) {
                    open.get().add(row.get());
                    continue;
                }
                close(csv, open, judged);
                open = Optional.of(open(csv, row.get(), start));
            }
            close(csv, open, judged);
        }
    }

    /** What takes the rows of a file behind those read before, when they have no time but their index. */
    private Duration shift(MetricCsv csv, Row first) throws UnreadableCsvException {
        TimeColumn kind = csv.time().orElseThrow();
        if (time.isPresent() && time.get() != kind) {
            throw new UnreadableCsvException(csv.file(), first.line(),
                    "t is " + kind.description() + ", in the warm-up it is " + time.get().description());
        }
        boolean follows = time.isPresent() && kind == TimeColumn.ROW_INDEX;
        time = Optional.of(kind);
        return follows ? Duration.between(first.time(), end) : Duration.ZERO;
    }

    private RowWindow open(MetricCsv csv, Row row, Instant start) throws UnreadableCsvException {
        if (start.isBefore(end)) {
            throw new UnreadableCsvException(csv.file(), row.line(),
                    "t goes back: " + row.t() + " is older than the row or the warm-up before it");
        }
        end = start.plus(step);
        return new RowWindow(start, row);
    }

    private void close(MetricCsv csv, Optional<RowWindow> open, Judged judged) throws IOException {
        if (open.isPresent()) {
            RowWindow window = open.get();
            MetricWindow metrics = new MetricWindow(window.start(), window.start().plus(step), csv.metrics(),
                    window.means());
            double alarmFrom = detector.loudness().from();
            judged.accept(new ScoredWindow(window.first().t(), window.start(), window.start().plus(step),
                    window.rows(), csv.metrics(), metrics.values(), alarmFrom,
                    detector.observe(metrics, Learning.NORMAL)));
        }
    }

    private void count() {
        if (++rows % PROGRESS_ROWS == 0) {
            progress.accept(rows);
        }
    }

    private String[] fields(ScoredWindow window) {
        Verdict verdict = window.verdict();
        Optional<Contribution> top = verdict.isScored() ? verdict.top() : Optional.empty();
        boolean index = countsRows();
        return new String[]{
                index ? window.t() : window.start().toString(),
                index ? Long.toString(Long.parseLong(window.t()) + 1) : window.end().toString(),
                verdict.isScored() ? Double.toString(verdict.score()) : "",
                verdict.isScored() ? Double.toString(verdict.pValue()) : "",
                Boolean.toString(verdict.anomalous()),
                top.map(Contribution::metric).orElse(""),
                top.map(part -> String.format(Locale.ROOT, "%.4f", part.share() * verdict.score())).orElse("")};
    }
}
