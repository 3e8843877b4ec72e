package dev.tocsin.app.score;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipException;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;

/** A CSV of metrics, read row by row: first column {@code t}, one metric per further column, blank is missing. */
final class MetricCsv implements Closeable {

    /** As Prometheus, Python and spreadsheets write them: missing, too. */
    private static final Set<String> NOT_FINITE = Set.of("nan", "inf", "+inf", "-inf");

    private final String file;
    private final Duration step;
    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> records;
    private final List<String> metrics;
    private Optional<TimeColumn> time = Optional.empty();

    /**
     * One row.
     *
     * @param values in the order of the metrics; NaN is missing
     */
    record Row(long line, String t, Instant time, double[] values) {}

    /** @param file how messages name it */
    MetricCsv(String file, Reader content, Duration step) throws UnreadableCsvException {
        this.file = file;
        this.step = step;
        this.reader = CsvReader.builder().allowMissingFields(true).allowExtraFields(true).skipEmptyLines(true)
                .allowUnclosedQuote(false)
                .ofCsvRecord(content);
        this.records = reader.iterator();
        CsvRecord header = read().orElseThrow(() -> new UnreadableCsvException(file, "is empty"));
        if (header.getFieldCount() < 2 || !header.getField(0).strip().equals("t")) {
            throw new UnreadableCsvException(file, header.getStartingLineNumber(),
                    "the header must be t and at least one metric, is: " + String.join(",", header.getFields()));
        }
        List<String> fields = header.getFields();
        this.metrics = fields.subList(1, fields.size()).stream().map(String::strip).toList();
        Set<String> seen = new HashSet<>();
        for (String metric : metrics) {
            if (metric.isEmpty() || !seen.add(metric)) {
                throw new UnreadableCsvException(file, header.getStartingLineNumber(), metric.isEmpty()
                        ? "column " + (seen.size() + 2) + " has no name"
                        : "two columns are named " + metric);
            }
        }
    }

    List<String> metrics() {
        return metrics;
    }

    String file() {
        return file;
    }

    /** Empty before the first row. */
    Optional<TimeColumn> time() {
        return time;
    }

    Optional<Row> next() throws UnreadableCsvException {
        Optional<CsvRecord> read = read();
        return read.isPresent() ? Optional.of(row(read.get())) : Optional.empty();
    }

    private Optional<CsvRecord> read() throws UnreadableCsvException {
        try {
            return records.hasNext() ? Optional.of(records.next()) : Optional.empty();
        } catch (CsvParseException e) {
            throw new UnreadableCsvException(file, "torn CSV: " + e.getMessage());
        } catch (UncheckedIOException e) {
            throw new UnreadableCsvException(file, problem(e));
        }
    }

    private static String problem(UncheckedIOException e) {
        return e.getCause() instanceof EOFException || e.getCause() instanceof ZipException
                ? "torn gzip: " + e.getCause().getMessage()
                : "can't be read: " + e.getMessage();
    }

    private Row row(CsvRecord record) throws UnreadableCsvException {
        long line = record.getStartingLineNumber();
        if (record.getFieldCount() != metrics.size() + 1) {
            throw new UnreadableCsvException(file, line,
                    record.getFieldCount() + " fields, the header has " + (metrics.size() + 1));
        }
        String t = record.getField(0).strip();
        if (time.isEmpty()) {
            time = Optional.of(TimeColumn.of(t));
        }
        double[] values = new double[metrics.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(record.getField(i + 1).strip(), line, metrics.get(i));
        }
        TimeColumn kind = time.orElseThrow();
        Instant instant = kind.parse(t, step).orElseThrow(
                () -> new UnreadableCsvException(file, line, "t is '" + t + "', not " + kind.description()));
        return new Row(line, t, instant, values);
    }

    private double value(String field, long line, String metric) throws UnreadableCsvException {
        if (field.isEmpty() || NOT_FINITE.contains(field.toLowerCase(Locale.ROOT))) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(field);
        } catch (NumberFormatException e) {
            throw new UnreadableCsvException(file, line, metric + " is '" + field + "', not a number");
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
