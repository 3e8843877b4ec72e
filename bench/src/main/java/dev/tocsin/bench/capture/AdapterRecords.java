package dev.tocsin.bench.capture;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.CodedInputStream;

/**
 * A remote-write request as the records that prometheus-kafka-adapter makes of it: one per sample, fields in the order of
 * their names, time cut to whole seconds, value without an exponent and as text.
 */
final class AdapterRecords {

    private static final ObjectMapper JSON = new ObjectMapper();

    private AdapterRecords() {}

    /** @param request a {@code prometheus.WriteRequest}: time series (1) of labels (1: name 1, value 2) and samples (2: value 1, milliseconds 2) */
    static List<String> of(byte[] request) throws IOException {
        List<String> records = new ArrayList<>();
        CodedInputStream in = CodedInputStream.newInstance(request);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag >>> 3 == 1) {
                series(in.readByteArray(), records);
            } else {
                in.skipField(tag);
            }
        }
        return records;
    }

    private static void series(byte[] series, List<String> records) throws IOException {
        Map<String, String> labels = new TreeMap<>();
        CodedInputStream in = CodedInputStream.newInstance(series);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag >>> 3) {
                case 1 -> label(in.readByteArray(), labels);
                case 2 -> records.add(sample(in.readByteArray(), labels)); // after all labels
                default -> in.skipField(tag);
            }
        }
    }

    private static void label(byte[] label, Map<String, String> labels) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(label);
        String name = "";
        String value = "";
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag >>> 3) {
                case 1 -> name = in.readString();
                case 2 -> value = in.readString();
                default -> in.skipField(tag);
            }
        }
        labels.put(name, value);
    }

    private static String sample(byte[] sample, Map<String, String> labels) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(sample);
        double value = 0;
        long millis = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag >>> 3) {
                case 1 -> value = in.readDouble();
                case 2 -> millis = in.readInt64();
                default -> in.skipField(tag);
            }
        }
        return json(labels, millis, value);
    }

    private static String json(Map<String, String> labels, long millis, double value) throws JsonProcessingException {
        Map<String, Object> record = new TreeMap<>();
        record.put("labels", labels);
        record.put("name", labels.getOrDefault("__name__", ""));
        record.put("timestamp", Instant.ofEpochSecond(millis / 1_000).toString());
        record.put("value", text(value));
        return JSON.writeValueAsString(record);
    }

    private static String text(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        return Double.isInfinite(value)
                ? value > 0 ? "+Inf" : "-Inf"
                : new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }
}
