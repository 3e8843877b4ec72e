package dev.tocsin.topology.decode.telegraf;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.tocsin.topology.decode.Decoding;
import dev.tocsin.topology.decode.LeftOut;
import dev.tocsin.topology.telemetry.Point;
import dev.tocsin.topology.telemetry.Wanted;

import static org.assertj.core.api.Assertions.assertThat;

class InfluxDecoderTest {

    private static final long RECORD = 1_772_442_005_000L;

    @ParameterizedTest
    @CsvSource({"3,3", "3i,3", "-3i,-3", "3u,3", "18446744073709551615u,1.8446744073709552E19", "1e3,1000", "t,1",
            "FALSE,0", ".5,0.5"})
    void numbersOfEveryTypeAreRead(String written, double value) {
        assertThat(points(decode("cpu,host=a usage=" + written))).singleElement()
                .satisfies(point -> assertThat(((Point.Untyped) point).value()).isEqualTo(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "cpu ", "cpu,host=a", "cpu,host=a usage", "cpu,host=a usage=", "cpu,host= usage=1",
            "cpu,=a usage=1", ",host=a usage=1", "cpu usage=1x", "cpu usage=1f", "cpu usage=1d", "cpu usage=9e",
            "cpu usage=i",
            "cpu usage=99999999999999999999i", "cpu usage=-1u", "cpu usage=1 soon", "cpu usage=1 1 1",
            "cpu usage=\"open",
            "cpu usage=1,", "cpu usage=0x1p3", "cpu =1"})
    void aBadLineIsLeftOutAndTheOthersAreRead(String bad) {
        Decoding decoding = decode("before v=1 1772442000\n" + bad + "\nafter v=2 1772442000\n");

        assertThat(points(decoding)).extracting(Point::metric).containsExactly("before_v", "after_v");
        assertThat(((Decoding.Points) decoding).left()).isEqualTo(Map.of(LeftOut.BAD_LINE, 1));
    }

    @Test
    void aRecordOfBadLinesOnlyIsUnreadable() {
        assertThat(decode("<html>\n<body>")).isInstanceOfSatisfying(Decoding.Unreadable.class,
                unreadable -> assertThat(unreadable.reason()).isEqualTo("bad_line"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# nothing\n", " \r\n"})
    void aRecordWithoutALineIsEmpty(String text) {
        assertThat(decode(text)).isInstanceOfSatisfying(Decoding.Unreadable.class,
                unreadable -> assertThat(unreadable.reason()).isEqualTo("empty"));
    }

    @Test
    void aLineWithoutATimeIsAsOldAsItsRecord() {
        assertThat(points(decode("cpu usage=1"))).singleElement()
                .satisfies(point -> assertThat(point.timeMillis()).isEqualTo(RECORD));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1772442000", "1772442000000", "1772442000000000", "1772442000000000000"})
    void theUnitOfATimeIsToldByItsMagnitude(String time) {
        assertThat(points(decode("cpu usage=1 " + time))).singleElement()
                .satisfies(point -> assertThat(point.timeMillis()).isEqualTo(1_772_442_000_000L));
    }

    @Test
    void endsOfLinesMayBeThoseOfWindows() {
        assertThat(points(decode("cpu usage=1 1772442000\r\nmem used=2\r\n"))).hasSize(2);
    }

    @Test
    void whatIsNotWantedIsNotRead() {
        byte[] lines = "cpu a=1,b=2,c=\"x\"".getBytes(StandardCharsets.UTF_8);

        Decoding decoding = new InfluxDecoder(metric -> metric.equals("cpu_b")).decode(lines, RECORD);

        assertThat(points(decoding)).extracting(Point::metric).containsExactly("cpu_b");
    }

    private static Decoding decode(String text) {
        return new InfluxDecoder(Wanted.ALL).decode(text.getBytes(StandardCharsets.UTF_8), RECORD);
    }

    private static List<Point> points(Decoding decoding) {
        return ((Decoding.Points) decoding).resources().stream().flatMap(resource -> resource.points().stream())
                .toList();
    }
}
