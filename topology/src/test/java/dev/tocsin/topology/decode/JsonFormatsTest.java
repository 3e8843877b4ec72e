package dev.tocsin.topology.decode;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.tocsin.topology.telemetry.Attributes;
import dev.tocsin.topology.telemetry.Point;

import static org.assertj.core.api.Assertions.assertThat;

/** JSON of the known shapes, where producers differ or are wrong. */
class JsonFormatsTest {

    private static final String SAMPLE = """
            {"timestamp":"2026-03-02T09:00:00Z","value":"%s","name":"up","labels":{"__name__":"up","job":"x"}}""";

    @ParameterizedTest
    @CsvSource({"1772442000", "1772442000123", "1772442000123456", "1772442000123456789", "\"2026-03-02T09:00:00.5Z\"",
            "1772442000.25", "\"1772442000\""})
    void aTimeOfTelegrafIsReadInAnyUnit(String time) {
        Decoding decoding = decode("{\"fields\":{\"v\":1},\"name\":\"m\",\"tags\":{},\"timestamp\":" + time + "}");

        assertThat(points(decoding)).singleElement().satisfies(
                point -> assertThat(point.timeMillis()).isBetween(1_772_442_000_000L, 1_772_442_000_999L));
    }

    @Test
    void oneBadMetricOfABatchIsLeftOut() {
        Decoding decoding = decode("""
                {"metrics":[{"fields":{"v":1},"name":"a","tags":{"host":"x"},"timestamp":1772442000},
                 {"name":"without fields"}, 7, null,
                 {"fields":{"v":null,"w":[1],"x":"text","y":true},"name":"b","timestamp":1772442000},
                 {"fields":{"v":1},"name":"c","timestamp":"yesterday"}]}""");

        assertThat(points(decoding)).extracting(Point::metric).containsExactly("a_v", "b_y");
        assertThat(((Decoding.Points) decoding).left()).isEqualTo(Map.of(LeftOut.UNKNOWN_FORMAT, 3, LeftOut.NO_VALUE,
                2, LeftOut.TEXT_VALUE, 1, LeftOut.NO_TIME, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "+Inf", "-Inf"})
    void aSampleOfPrometheusWithoutANumberIsNobodysFault(String value) {
        assertThat(decode(SAMPLE.formatted(value))).isEqualTo(
                new Decoding.Points(List.of(), Map.of(LeftOut.NOT_FINITE, 1)));
    }

    @Test
    void aSampleOfPrometheusWithAWordIsADeadLetter() {
        assertThat(decode(SAMPLE.formatted("many"))).isInstanceOfSatisfying(Decoding.Unreadable.class,
                unreadable -> assertThat(unreadable.reason()).isEqualTo("no_value"));
    }

    @Test
    void theNameLabelIsTheMetricAndNoAttribute() {
        Decoding decoding = decode("""
                {"labels":{"__name__":"up","job":"x"},"timestamp":"2026-03-02T10:00:00+01:00","value":1}""");

        assertThat(points(decoding)).singleElement().isEqualTo(new Point.Untyped("up", "",
                Attributes.of(Map.of("job", "x")), 1_772_442_000_000L, 1));
    }

    @Test
    void severalDocumentsAreReadUpToWhereTheyAreTorn() {
        String one = SAMPLE.formatted("1");

        Decoding decoding = decode(one + "\n" + one + "\n" + one.substring(0, 20));

        assertThat(points(decoding)).hasSize(2);
        assertThat(((Decoding.Points) decoding).left()).isEqualTo(Map.of(LeftOut.TORN, 1));
    }

    @Test
    void aListOfSamplesIsRead() {
        assertThat(points(decode("[" + SAMPLE.formatted("1") + "," + SAMPLE.formatted("2") + "]"))).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"{};unknown_format", "{\"a\":1};unknown_format", "[];empty",
            "[1];unknown_format",
            "{\"a\";torn", "{\"resourceMetrics\":7};unknown_format"})
    void whatIsNoTelemetryIsUnreadable(String json, String reason) {
        assertThat(decode(json)).isInstanceOfSatisfying(Decoding.Unreadable.class,
                unreadable -> assertThat(unreadable.reason()).isEqualTo(reason));
    }

    @Test
    void anEmptyRequestIsNobodysFault() {
        assertThat(decode("{\"resourceMetrics\":[]}")).isEqualTo(new Decoding.Points(List.of(), Map.of()));
    }

    @Test
    void integersOfOtlpMayBeNumbersOrTextAndEnumsNamesOrNumbers() {
        Decoding decoding = decode(
                """
                        {"resourceMetrics":[{"resource":{},"scopeMetrics":[{"metrics":[
                         {"name":"a","sum":{"isMonotonic":true,"aggregationTemporality":"AGGREGATION_TEMPORALITY_DELTA",
                          "dataPoints":[{"asInt":"9007199254740993","timeUnixNano":1772442000000000000}]}},
                         {"name":"b","sum":{"isMonotonic":true,"aggregationTemporality":2,
                          "dataPoints":[{"asInt":5,"timeUnixNano":"1772442000000000000"},
                                        {"asDouble":"NaN","timeUnixNano":"1772442000000000000"},
                                        {"asDouble":"many","timeUnixNano":"1772442000000000000"}]}},
                         {"name":"c","sum":{"isMonotonic":true,"aggregationTemporality":9,"dataPoints":[{"asInt":5}]}}]}]}]}""");

        assertThat(points(decoding)).extracting(PointText::of).containsExactly(
                "a [] {} @1772442000000 sum DELTA monotonic since 0: 9.007199254740992E15",
                "b [] {} @1772442000000 sum CUMULATIVE monotonic since 0: 5.0");
        assertThat(((Decoding.Points) decoding).left()).isEqualTo(
                Map.of(LeftOut.NO_TEMPORALITY, 1, LeftOut.NOT_FINITE, 2));
    }

    private static Decoding decode(String json) {
        return Goldens.decoder(Format.AUTO).decode(json.getBytes(StandardCharsets.UTF_8), Goldens.RECORD_MILLIS);
    }

    private static List<Point> points(Decoding decoding) {
        return ((Decoding.Points) decoding).resources().stream().flatMap(resource -> resource.points().stream())
                .toList();
    }
}
