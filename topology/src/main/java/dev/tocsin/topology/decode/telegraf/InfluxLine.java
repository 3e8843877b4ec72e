package dev.tocsin.topology.decode.telegraf;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.tocsin.topology.decode.Epoch;
import dev.tocsin.topology.decode.LeftOut;
import dev.tocsin.topology.decode.PointBatch;
import dev.tocsin.topology.telemetry.Attributes;
import dev.tocsin.topology.telemetry.Point;
import dev.tocsin.topology.telemetry.Wanted;

/**
 * One line after the other: {@code measurement[,tag=value…] field=value[,field=value…] [timestamp]}.
 *
 * @see <a href="https://docs.influxdata.com/influxdb/v2/reference/syntax/line-protocol/">line protocol</a>
 */
final class InfluxLine {

    private record Field(String name, double value) {}

    private final InfluxReader reader;
    private final Wanted wanted;
    private final PointBatch batch;
    private final long recordMillis;
    private final Attributes.Builder tags = new Attributes.Builder();
    private final List<Field> fields = new ArrayList<>();
    private int texts;

    InfluxLine(InfluxReader reader, Wanted wanted, PointBatch batch, long recordMillis) {
        this.reader = reader;
        this.wanted = wanted;
        this.batch = batch;
        this.recordMillis = recordMillis;
    }

    /** @return whether there was any line */
    boolean readAll() {
        boolean any = false;
        for (reader.toNextLine(); reader.ahead() != InfluxReader.NOTHING; reader.toNextLine()) {
            any = true;
            int begin = reader.at();
            if (!read()) {
                batch.leave(LeftOut.BAD_LINE);
                reader.lineAfter(begin);
            }
        }
        return any;
    }

    /** @return false if the line can't be read; then nothing of it was used */
    private boolean read() {
        tags.build();
        fields.clear();
        texts = 0;
        String measurement = reader.name(',', ' ');
        if (measurement == null || !tags() || !fields(measurement)) {
            return false;
        }
        reader.passBlanks();
        String timestamp = reader.word();
        long time = timestamp.isEmpty() ? recordMillis : time(timestamp);
        if (!reader.lineEnds() || time < 0) {
            return false;
        }
        use(tags.build(), time);
        return true;
    }

    private boolean tags() {
        while (reader.pass(',')) {
            String key = reader.name('=', '\n');
            if (key == null || !reader.pass('=')) {
                return false;
            }
            String value = reader.name(',', ' ');
            if (value == null) {
                return false;
            }
            batch.attribute(tags, key, value);
        }
        return reader.passBlanks();
    }

    private boolean fields(String measurement) {
        do {
            String key = reader.name('=', '\n');
            if (key == null || !reader.pass('=')) {
                return false;
            }
            if (reader.ahead() == '"') {
                if (!reader.passQuoted()) {
                    return false;
                }
                texts++;
            } else {
                Double value = value(reader.word());
                if (value == null) {
                    return false;
                }
                fields.add(new Field(FieldNames.metric(measurement, key), value));
            }
        } while (reader.pass(','));
        return true;
    }

    private void use(Attributes line, long time) {
        for (int i = 0; i < texts; i++) {
            batch.leave(LeftOut.TEXT_VALUE);
        }
        List<Point> points = new ArrayList<>(fields.size());
        for (Field field : fields) {
            LeftOut fault = time == 0
                    ? LeftOut.NO_TIME
                    : !Double.isFinite(field.value) ? LeftOut.NOT_FINITE : LeftOut.ofName(field.name);
            if (!wanted.metric(field.name)) {
                continue;
            }
            if (fault != null) {
                batch.leave(fault);
            } else {
                points.add(new Point.Untyped(field.name, "", line, time, field.value));
            }
        }
        batch.add(line, "", points);
    }

    /** Epoch milliseconds; negative if it is no number. */
    private static long time(String text) {
        try {
            return Epoch.millis(Long.parseLong(text));
        } catch (NumberFormatException no) {
            return -1;
        }
    }

    /** A number, {@code 3i}, {@code 3u} or a truth value as 1 or 0; null for what is none of them. */
    private static @Nullable Double value(String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            return switch (text) {
                case "t", "T", "true", "True", "TRUE" -> 1.0;
                case "f", "F", "false", "False", "FALSE" -> 0.0;
                default -> switch (text.charAt(text.length() - 1)) {
                    case 'i' -> (double) Long.parseLong(text.substring(0, text.length() - 1));
                    case 'u' -> unsigned(text.substring(0, text.length() - 1));
                    default -> isDecimal(text) ? Double.valueOf(text) : null;
                };
            };
        } catch (NumberFormatException no) {
            return null;
        }
    }

    /** Java reads hexadecimal numbers and types behind them too. */
    private static boolean isDecimal(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9' || "+-.eE".indexOf(c) >= 0);
    }

    private static double unsigned(String digits) {
        long bits = Long.parseUnsignedLong(digits);
        return bits >= 0 ? bits : 2.0 * (bits >>> 1);
    }
}
