package dev.tocsin.app.evaluate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import dev.tocsin.app.score.CsvSource;
import dev.tocsin.app.score.UnreadableCsvException;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;

/** What is known of incidents: a mark per row, or from when to when each was. */
sealed interface Labels {

    /** Of each row of the metrics, or of each window, whether it was in an incident. */
    record Rows(boolean[] marked) implements Labels {}

    /** From when to when incidents were, in the order of the file. */
    record Times(List<Known> incidents) implements Labels {}

    /**
     * One incident.
     *
     * @param start as the file has it
     * @param end as the file has it; the end itself belongs to the incident
     * @param name may be empty
     */
    record Known(String start, String end, String name, long line) {}

    /**
     * Reads a CSV that has a column {@code label} of 0 and 1, or columns {@code start} and {@code end}, and perhaps
     * {@code name}.
     */
    static Labels read(CsvSource source) throws UnreadableCsvException, IOException {
        try (CsvReader<CsvRecord> reader = CsvReader.builder().allowMissingFields(true).allowExtraFields(true)
                .skipEmptyLines(true).ofCsvRecord(source.content())) {
            List<CsvRecord> records = new ArrayList<>();
            reader.forEach(records::add);
            if (records.isEmpty()) {
                throw new UnreadableCsvException(source.name(), "is empty");
            }
            List<String> header = records.getFirst().getFields().stream()
                    .map(field -> field.strip().toLowerCase(Locale.ROOT)).toList();
            List<CsvRecord> rows = records.subList(1, records.size());
            if (header.contains("label")) {
                return rows(source.name(), rows, header.indexOf("label"));
            }
            if (header.contains("start") && header.contains("end")) {
                return times(source.name(), rows, header);
            }
            throw new UnreadableCsvException(source.name(), 1,
                    "the header must have label, or start and end, is: " + String.join(",", header));
        } catch (CsvParseException | UncheckedIOException e) {
            throw new UnreadableCsvException(source.name(), "can't be read: " + e.getMessage());
        }
    }

    private static Labels rows(String file, List<CsvRecord> rows, int column) throws UnreadableCsvException {
        boolean[] marked = new boolean[rows.size()];
        for (int row = 0; row < marked.length; row++) {
            String field = field(file, rows.get(row), column);
            marked[row] = switch (field.toLowerCase(Locale.ROOT)) {
                case "1", "1.0", "true" -> true;
                case "0", "0.0", "false" -> false;
                default -> throw new UnreadableCsvException(file, rows.get(row).getStartingLineNumber(),
                        "label is '" + field + "', neither 0 nor 1");
            };
        }
        return new Rows(marked);
    }

    private static Labels times(String file, List<CsvRecord> rows, List<String> header)
            throws UnreadableCsvException {
        List<Known> incidents = new ArrayList<>();
        int name = header.indexOf("name");
        for (CsvRecord row : rows) {
            incidents.add(new Known(field(file, row, header.indexOf("start")), field(file, row, header.indexOf("end")),
                    name < 0 || name >= row.getFieldCount() ? "" : row.getField(name).strip(),
                    row.getStartingLineNumber()));
        }
        return new Times(List.copyOf(incidents));
    }

    private static String field(String file, CsvRecord row, int column) throws UnreadableCsvException {
        if (column >= row.getFieldCount()) {
            throw new UnreadableCsvException(file, row.getStartingLineNumber(),
                    "has too few fields: " + Arrays.toString(row.getFields().toArray()));
        }
        return row.getField(column).strip();
    }
}
