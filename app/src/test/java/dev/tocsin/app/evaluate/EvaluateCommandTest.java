package dev.tocsin.app.evaluate;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tocsin.app.Tocsin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** {@code tocsin evaluate} on files. */
class EvaluateCommandTest {

    private static final Path SHARED = Path.of("../../shared").toAbsolutePath().normalize();
    private static final int TRAINED = 1_440;
    private static final int JUDGED = 1_440;
    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void twoDaysOfAServiceThatFailsThreeTimesOnTheSecond() throws IOException {
        Random random = new Random(11);
        Files.writeString(folder.resolve("train.csv"), csv(0, TRAINED, random, row -> Instant.ofEpochSecond(
                START.getEpochSecond() + 60L * row).toString()));
        Files.writeString(folder.resolve("test.csv"), csv(TRAINED, JUDGED, random, row -> Instant.ofEpochSecond(
                START.getEpochSecond() + 60L * row).toString()));
    }

    @Test
    void incidentsByTheirTimesAreHitAndOneIsDrawn() throws Exception {
        // Given incidents in three notations, one of which nothing shows, and one outside
        Files.writeString(folder.resolve("labels.csv"), """
                start,end,name
                2030-01-02T05:00:00Z,2030-01-02T05:19:59Z,the first
                %d,%d,the second
                2030-01-02T15:00:00+01:00,2030-01-02T15:10:00+01:00,"nothing, really"
                2031-01-01T00:00:00Z,2031-01-01T00:10:00Z,long after
                """.formatted(at(600).getEpochSecond(), at(620).toEpochMilli() - 1));
        // When
        int code = evaluate("--warmup", file("train.csv"), "--labels", file("labels.csv"), "-o", "json",
                file("test.csv"));
        // Then
        assertThat(err.toString()).isEmpty();
        assertThat(code).isZero();
        JsonNode said = new ObjectMapper().readTree(out.toString());
        assertThat(said.path("incidents").asInt()).isEqualTo(3);
        assertThat(said.path("incidents_hit").asInt()).isEqualTo(2);
        assertThat(said.path("missed")).singleElement().satisfies(missed -> {
            assertThat(missed.path("name").asText()).isEqualTo("nothing, really");
            assertThat(missed.path("start").asText()).isEqualTo("2030-01-02T14:00:00Z");
        });
        assertThat(said.path("median_delay_windows").asDouble()).isLessThanOrEqualTo(2);
        assertThat(said.path("false_alarm_hours_per_day").asDouble()).isLessThanOrEqualTo(1);
        assertThat(said.path("outside").asInt()).isEqualTo(1);
        String svg = Files.readString(folder.resolve("evaluation.svg"));
        assertThat(DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(folder.resolve("evaluation.svg").toFile()).getElementsByTagName("polyline").getLength())
                .isGreaterThanOrEqualTo(5);
        assertThat(svg).contains("stroke-dasharray", "the ", "latency&lt;p99&gt;");
    }

    @Test
    void aPersonReadsTheSameInAFewLines() throws IOException {
        StringBuilder labels = new StringBuilder("t,label\n");
        for (int row = 0; row < JUDGED; row++) {
            labels.append(row).append(',').append(failing(TRAINED + row) ? 1 : 0).append('\n');
        }
        Files.writeString(folder.resolve("labels.csv"), labels);

        int code = evaluate("--warmup", file("train.csv"), "--labels", file("labels.csv"), file("test.csv"));

        assertThat(code).isZero();
        assertThat(out.toString().lines()).anyMatch(line -> line.matches("incidents hit +2 of 2 \\(100 %\\)"))
                .anyMatch(line -> line.matches("false-alarm hours  \\d\\.\\d\\d a day \\(\\d+\\)"))
                .anyMatch(line -> line.startsWith("median delay"))
                .anyMatch(line -> line.startsWith("Picture: "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "from,to;1,2|labels.csv:1: the header must have label, or start and end, is: from,to",
            "label;1;maybe|labels.csv:3: label is 'maybe', neither 0 nor 1",
            "label;1;0|labels.csv: 2 labels for 1440 rows",
            "start,end;2030-01-02T05:00:00Z|labels.csv:2: has too few fields",
            "start,end;2030-01-02T05:00:00Z,2030-01-02T04:00:00Z|labels.csv:2: end 2030-01-02T04:00:00Z is before start",
            "start,end;100,110|labels.csv:2: start '100' isn't a time, which the metrics have",
            "start,end;noon,2030-01-02T04:00:00Z|labels.csv:2: start 'noon' isn't a time like",
            "start,end;2030-01-02T05:00:00Z,|labels.csv:2: end is blank",
            "start,end;2031-01-02T05:00:00Z,2031-01-02T05:00:00Z|has no incident within the metrics (2030-01-02T00:00:00Z to",
            "start,end;2031-01-02T05:00:00Z,2031-01-02T05:00:00Z|1 outside, the first from 2031-01-02T05:00:00Z",
            "label;1|labels.csv: 1 labels for 1440 rows",
            "~|labels.csv: is empty"})
    void labelsThatCannotBeUsedAreNamed(String content, String problem) throws IOException {
        Files.writeString(folder.resolve("labels.csv"), content.replace("~", "").replace(';', '\n'));

        int code = evaluate("--labels", file("labels.csv"), file("test.csv"));

        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains(problem);
        assertThat(Files.exists(folder.resolve("evaluation.svg"))).isFalse();
    }

    @Test
    void incidentsThatOverlapOrFollowAtOnceAreOneAndThatIsSaid() throws IOException {
        Files.writeString(folder.resolve("labels.csv"), """
                start,end,name
                2030-01-02T05:00:00Z,2030-01-02T05:10:00Z,the one
                2030-01-02T05:05:00Z,2030-01-02T05:14:59Z,the other
                2030-01-02T05:15:00Z,2030-01-02T05:19:00Z,the next
                """);

        int code = evaluate("--warmup", file("train.csv"), "--labels", file("labels.csv"), file("test.csv"));

        assertThat(code).isZero();
        assertThat(out.toString()).contains("1 of 1 (100 %)",
                "3 are labelled; those that overlap or follow at once are one");
        assertThat(Files.readString(folder.resolve("evaluation.svg"))).contains("the one, the other, the next");
    }

    @Test
    void aStepThatIsShorterThanTheRowsAreApartIsTold() throws IOException {
        Files.writeString(folder.resolve("labels.csv"),
                "start,end\n2030-01-02T05:00:00Z,2030-01-02T05:19:00Z\n");

        int code = tocsin("evaluate", "--step", "10s", "--picture", file("evaluation.svg"), "--labels",
                file("labels.csv"), file("test.csv"));

        assertThat(code).isZero();
        assertThat(err.toString()).contains("The rows are 1m apart: with --step 10s");
    }

    @Test
    void metricsWithoutRowsAreNamed() throws IOException {
        Files.writeString(folder.resolve("labels.csv"), "start,end\n100,200\n");
        Files.writeString(folder.resolve("test.csv"), "t,cpu\n");

        assertThat(evaluate("--labels", file("labels.csv"), file("test.csv"))).isEqualTo(1);
        assertThat(err.toString()).contains("test.csv has 0 windows of metrics");
    }

    /** The figures of a labelled server are those that the reference evaluator makes of {@code tocsin score}. */
    @Test
    void figuresAreThoseOfTheReferenceEvaluator() throws Exception {
        // Given
        Path tool = SHARED.resolve("tools/evaluate_detection.py");
        Path server = SHARED.resolve("data/asd");
        assumeTrue(Files.exists(tool) && Files.isDirectory(server),
                "no evaluate_detection.py or data/asd in " + SHARED);
        assumeTrue(run("python3", "-c", "import numpy").code() == 0, "python3 has no numpy");
        String train = server.resolve("omi-1_train.csv.gz").toString();
        String test = server.resolve("omi-1_test.csv.gz").toString();
        String labels = server.resolve("omi-1_test_label.csv.gz").toString();
        assertThat(tocsin("score", "--step", "5m", "--warmup", train, "--out", file("scores.csv"), test)).isZero();
        out.getBuffer().setLength(0);
        // When
        int code = tocsin("evaluate", "--step", "5m", "--warmup", train, "--labels", labels, "--picture",
                file("asd.svg"), "-o", "json", test);
        // Then
        assertThat(code).isZero();
        JsonNode ours = new ObjectMapper().readTree(out.toString());
        JsonNode theirs = new ObjectMapper().readTree(run("python3", tool.toString(), "--step-minutes", "5",
                file("scores.csv"), labels).out().lines().findFirst().orElseThrow());
        for (Map.Entry<String, String> pair : Map.of("ap", "ap", "vus_pr", "vus_pr", "incidents_hit", "events_hit",
                "incidents", "events", "false_alarm_hours", "false_alarm_hours", "false_alarm_hours_per_day",
                "fa_per_day", "median_delay_windows", "delay_rows", "random_ap", "random_ap").entrySet()) {
            assertThat(ours.path(pair.getKey()).asDouble()).as(pair.getKey())
                    .isCloseTo(theirs.path(pair.getValue()).asDouble(), within(5e-4));
        }
    }

    private record Ran(int code, String out) {}

    private static Ran run(String... command) throws IOException, InterruptedException {
        try {
            Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ran(process.waitFor(), said);
        } catch (IOException notInstalled) {
            return new Ran(127, "");
        }
    }

    private int evaluate(String... more) {
        return tocsin(Stream.concat(Stream.of("evaluate", "--step", "1m", "--picture", file("evaluation.svg")),
                Stream.of(more)).toArray(String[]::new));
    }

    private int tocsin(String... arguments) {
        return Tocsin.commandLine(new PrintWriter(out, true), new PrintWriter(err, true), Map.of())
                .execute(arguments);
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private static Instant at(int minuteOfSecondDay) {
        return START.plusSeconds(60L * (TRAINED + minuteOfSecondDay));
    }

    private static boolean failing(int row) {
        int minute = row - TRAINED;
        return minute >= 300 && minute < 320 || minute >= 600 && minute < 620;
    }

    private static String csv(int first, int rows, Random random, IntFunction<String> time) {
        StringBuilder csv = new StringBuilder("t,latency<p99>,errors,cpu\n");
        for (int row = first; row < first + rows; row++) {
            double worse = failing(row) ? 4 : 1;
            csv.append(time.apply(row)).append(',').append(worse * (0.2 + 0.01 * random.nextGaussian())).append(',')
                    .append(worse * (0.01 + 0.001 * random.nextGaussian())).append(',')
                    .append(worse * (0.2 + 0.01 * random.nextGaussian())).append('\n');
        }
        return csv.toString();
    }
}
