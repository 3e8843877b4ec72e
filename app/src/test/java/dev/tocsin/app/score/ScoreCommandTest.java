package dev.tocsin.app.score;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tocsin.app.Tocsin;

import static org.assertj.core.api.Assertions.assertThat;

class ScoreCommandTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void scores_gzip_into_a_file() throws IOException {
        Path csv = gzip("test.csv.gz", "t,cpu\n0,1\n1,2\n");
        Path scores = folder.resolve("scores.csv");
        int exit = run("--step", "1m", "--out", scores.toString(), csv.toString());
        assertThat(exit).isZero();
        assertThat(scores).content().contains("0,1,,,false,,").contains("1,2,,,false,,");
        assertThat(err.toString()).contains("2 windows, 2 without a score, 0 anomalous");
    }

    @Test
    void scores_to_standard_output_by_default() throws IOException {
        Path csv = gzip("test.csv.gz", "t,cpu\n0,1\n");
        assertThat(run("--step", "10s", csv.toString())).isZero();
        assertThat(out.toString()).startsWith("window_start,").contains("0,1,,,false,,");
    }

    @Test
    void scores_with_the_light_profile() throws IOException {
        StringBuilder rows = new StringBuilder("t,cpu\n");
        for (int row = 0; row < 200; row++) {
            rows.append(row).append(',').append(row < 199 ? 10 + row % 5 : 90).append('\n');
        }
        Path csv = gzip("test.csv.gz", rows.toString());
        assertThat(run("--step", "1m", "--profile", "LIGHT", csv.toString())).isZero();
        assertThat(out.toString().lines().toList().getLast()).contains(",true,cpu,");
    }

    @Test
    void a_torn_gzip_fails_by_name_and_leaves_no_result() throws IOException {
        Path csv = gzip("test.csv.gz", "t,cpu\n" + "0,1\n".repeat(5_000));
        byte[] whole = Files.readAllBytes(csv);
        Files.write(csv, Arrays.copyOf(whole, whole.length - 12));
        Path scores = folder.resolve("scores.csv");
        int exit = run("--step", "1m", "--out", scores.toString(), csv.toString());
        assertThat(exit).isEqualTo(1);
        assertThat(err.toString()).contains("test.csv.gz: torn gzip");
        assertThat(folder).isDirectoryNotContaining(path -> path.getFileName().toString().startsWith("scores"));
    }

    @Test
    void a_missing_file_fails_and_a_wrong_option_is_a_usage_error() {
        assertThat(run("--step", "1m", folder.resolve("none.csv").toString())).isEqualTo(1);
        assertThat(err.toString()).contains("none.csv: no such file");
        assertThat(run("--step", "1x", "a.csv")).isEqualTo(2);
        assertThat(run("a.csv")).isEqualTo(2);
    }

    @Test
    void a_folder_that_is_missing_or_no_file_is_named() throws IOException {
        Path csv = gzip("test.csv.gz", "t,cpu\n0,1\n");
        Path nowhere = folder.resolve("none/scores.csv");
        assertThat(run("--step", "1m", "--out", nowhere.toString(), csv.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("scores.csv: there is no folder " + folder.resolve("none"));
        assertThat(run("--step", "1m", folder.toString())).isEqualTo(1);
        assertThat(err.toString()).contains(folder + ": is a folder, not a CSV file").doesNotContain("Exception");
    }

    @Test
    void an_output_that_is_a_folder_is_named() throws IOException {
        Path csv = gzip("test.csv.gz", "t,cpu\n0,1\n");
        assertThat(run("--step", "1m", "--out", folder.toString(), csv.toString())).isEqualTo(1);
        assertThat(err.toString()).isEqualToIgnoringNewLines("tocsin: " + folder + ": is a folder, no file to write");
    }

    @Test
    void a_byte_order_mark_of_a_spreadsheet_is_left_out() throws IOException {
        Path csv = gzip("test.csv.gz", "\uFEFFt,cpu\n0,1\n");
        assertThat(run("--step", "1m", csv.toString())).as(err.toString()).isZero();
    }

    private int run(String... arguments) {
        return Tocsin.commandLine(new PrintWriter(out, true), new PrintWriter(err, true), Map.of())
                .execute(Stream.concat(Stream.of("score"), Stream.of(arguments)).toArray(String[]::new));
    }

    private Path gzip(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
            gzip.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }
}
