package dev.tocsin.bench.hypotheses;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * A gzipped CSV file.
 *
 * @param headers header rows, each with a cell per column
 * @param seconds epoch second of each row, from its first column
 * @param cells {@code cells[row][column]}, NaN where blank or no number; the first column isn't one of them
 */
record Table(List<List<String>> headers, double[] seconds, double[][] cells) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    static Table read(Path file, int headerRows) throws IOException {
        List<String[]> rows = lines(file).stream().map(line -> line.split(",", -1)).toList();
        List<List<String>> headers = rows.stream().limit(headerRows)
                .map(row -> List.of(row).subList(1, row.length)).toList();
        List<String[]> data = rows.stream().skip(headerRows).filter(row -> isTime(row[0])).toList();
        return new Table(headers, data.stream().mapToDouble(row -> time(row[0])).toArray(),
                data.stream().map(Table::numbers).toArray(double[][]::new));
    }

    static List<String> lines(Path file) throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }

    private static boolean isTime(String cell) {
        return !cell.isEmpty() && Character.isDigit(cell.charAt(0));
    }

    /** An epoch second, or a time in UTC whatever follows its seconds. */
    private static double time(String cell) {
        return cell.indexOf(':') < 0
                ? Double.parseDouble(cell)
                : LocalDateTime.parse(cell.substring(0, 19), TIME).toEpochSecond(ZoneOffset.UTC);
    }

    private static double[] numbers(String[] row) {
        return Arrays.stream(row).skip(1).mapToDouble(Table::number).toArray();
    }

    private static double number(String cell) {
        try {
            return Double.parseDouble(cell);
        } catch (NumberFormatException none) {
            return Double.NaN;
        }
    }

    int columns() {
        return headers.getFirst().size();
    }

    double[] column(int column, int fromRow, int toRow) {
        double[] values = new double[toRow - fromRow];
        for (int row = fromRow; row < toRow; row++) {
            values[row - fromRow] = cells[row][column];
        }
        return values;
    }

    /** The first row at or after a time; the number of rows where there is none. */
    int rowAt(double second) {
        int row = 0;
        while (row < seconds.length && seconds[row] < second) {
            row++;
        }
        return row;
    }
}
