package dev.tocsin.app.demo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tocsin.app.settings.Settings;

/** The surge put into the calendar beforehand, as marketing would: a {@code CalendarWindow} on the config topic. */
record Announcement(String key, String document) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAME = "autumn-campaign";
    private static final Duration MARGIN = Duration.ofMinutes(1);

    /** What a campaign does to a shop that can bear it: metric to the most of its usual value. */
    private static final Map<String, Double> EXPECTED = Map.of("*cpu*", 6.0, "queue_depth", 1_000.0, "threads", 3.0,
            "heap_used_bytes", 3.0, "latency_*", 2.0);

    static Announcement of(RecordedFault surge) {
        ObjectNode document = JSON.createObjectNode().put("kind", "CalendarWindow").put("name", NAME)
                .put("owner", "marketing");
        ObjectNode spec = document.putObject("spec");
        spec.putObject("match").put("service", "*");
        spec.put("start", surge.start().toString()).put("end", surge.end().toString());
        spec.putObject("margins").put("before", text(MARGIN)).put("after", text(MARGIN));
        var expect = spec.putArray("expect");
        expect.addObject().put("traffic", "up").put("up_to", 5);
        EXPECTED.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(metric -> expect.addObject()
                .put("metric", metric.getKey()).put("direction", "up").put("up_to", metric.getValue()));
        spec.put("cap", "digest").put("reason", "newsletter to all customers");
        return new Announcement("CalendarWindow/*/" + NAME, document.toString());
    }

    void send(Settings settings) {
        Map<String, Object> client = new HashMap<>(settings.kafka().client());
        try (var producer = new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(settings.topics().names().config().name(), key,
                    document.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static String text(Duration duration) {
        return duration.toSeconds() + "s";
    }
}
