import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import dev.tocsin.app.broker.Ports;
import dev.tocsin.app.kafka.Registries;
import dev.tocsin.app.kafka.WholeTopic;
import dev.tocsin.app.run.Embedded;
import dev.tocsin.app.settings.Settings;
import dev.tocsin.schemas.registry.SchemaRegistry;
import dev.tocsin.schemas.serde.AvroSerde;
import dev.tocsin.schemas.topic.Topics;
import dev.tocsin.schemas.v1.WindowVerdict;

/**
 * What stands around the container: a broker, a Schema Registry, collectors that send un-keyed OTLP of many services,
 * as OpenTelemetry's agents name things, and someone who counts the verdicts.
 *
 * <p>{@code java Stand.java FOLDER BROKER_PORT REGISTRY_PORT SERVICES}: writes {@code FOLDER/ready} when it serves;
 * feeds once {@code FOLDER/feed} is there; writes {@code FOLDER/verdicts} when enough are there or the time is up; goes on
 * feeding until {@code FOLDER/end} is there. While {@code FOLDER/fault} names a service, that one is slow, then fails, then
 * runs out of CPU.
 */
public class Stand {

    static final String TOPIC = "otlp_metrics";
    static final Duration STEP = Duration.ofSeconds(15);
    static final Duration HISTORY = Duration
            .ofMinutes(Integer.parseInt(System.getenv().getOrDefault("HISTORY_MINUTES", "20")));
    static final Duration PATIENCE = Duration.ofMinutes(4);
    static final String[] COMPRESSIONS = {"none", "gzip", "snappy", "lz4", "zstd"};
    static final int CUMULATIVE = 2;
    static final double[] BOUNDS = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        int services = Integer.parseInt(args[3]);
        var settings = Settings.of("stand", Map.of());
        try (var embedded = Embedded.start(folder.resolve("data"),
                new Ports(Integer.parseInt(args[1]), Integer.parseInt(args[1]) + 1), Integer.parseInt(args[2]),
                settings)) {
            Settings here = embedded.in(settings);
            try (var admin = Admin.create(here.kafka().client())) {
                admin.createTopics(List.of(new NewTopic(TOPIC, 6, (short) 1))).all().get();
            }
            Files.writeString(folder.resolve("ready"), "");
            await(folder.resolve("feed"));
            var collectors = new Collectors(here, services);
            Instant start = Instant.now();
            Instant next = start.minus(HISTORY);
            String said = "";
            while (Duration.between(start, Instant.now()).compareTo(PATIENCE) < 0) {
                for (; next.isBefore(Instant.now()); next = next.plus(STEP)) {
                    collectors.send(next);
                }
                Map<String, Integer> seen = verdicts(here);
                if (!seen.toString().equals(said)) {
                    said = seen.toString();
                    System.out.println("verdicts of " + seen.size() + " of " + services + " services, "
                            + seen.values().stream().mapToInt(Integer::intValue).sum() + " windows");
                }
                if (seen.size() == services && seen.values().stream().allMatch(windows -> windows >= 10)) {
                    break;
                }
                Thread.sleep(1000);
            }
            report(folder, here, services);
            while (Files.notExists(folder.resolve("end"))) {
                for (; next.isBefore(Instant.now()); next = next.plus(STEP)) {
                    collectors.fault(folder.resolve("fault"), next);
                    collectors.send(next);
                }
                Thread.sleep(200);
            }
        }
    }

    static void await(Path file) throws InterruptedException {
        while (Files.notExists(file)) {
            Thread.sleep(50);
        }
    }

    static Map<String, Integer> verdicts(Settings settings) {
        Map<String, Integer> seen = new TreeMap<>();
        WholeTopic.read(settings.kafka(), Topics.standard().verdicts().name(),
                record -> seen.merge(record.key(), 1, Integer::sum));
        return seen;
    }

    /** The newest verdict of each service. */
    static void report(Path folder, Settings settings, int services) throws Exception {
        Map<String, WindowVerdict> newest = new TreeMap<>();
        Map<String, Integer> counts = new TreeMap<>();
        try (SchemaRegistry registry = Registries.connect(settings.registry())) {
            var values = AvroSerde.of(registry, Registries.serdes(settings.registry()), WindowVerdict.class)
                    .deserializer();
            WholeTopic.read(settings.kafka(), Topics.standard().verdicts().name(), record -> {
                WindowVerdict verdict = values.deserialize(record.topic(), record.value());
                if (!verdict.getMetrics().isEmpty()) {
                    newest.put(record.key(), verdict);
                }
                counts.merge(record.key(), 1, Integer::sum);
            });
        }
        var text = new StringBuilder();
        text.append("The newest verdict of each service that has data:%n".formatted());
        newest.forEach((service, verdict) -> text.append("%-24s %s  %-10s %2d windows, %2d metrics: %s%n".formatted(
                service, verdict.getWindowEnd(), verdict.getPhase(), counts.get(service), verdict.getMetrics().size(),
                verdict.getMetrics().keySet().stream().sorted().toList())));
        text.append("services %d of %d%n".formatted(newest.size(), services));
        Files.writeString(folder.resolve("verdicts.part"), text);
        Files.move(folder.resolve("verdicts.part"), folder.resolve("verdicts"));
    }

    /** Collectors that batch the telemetry of ten instances into a request, without a key, each compressing its own way. */
    static class Collectors {
        final List<KafkaProducer<byte[], byte[]>> producers = new ArrayList<>();
        final List<Process> processes = new ArrayList<>();

        Collectors(Settings settings, int services) {
            for (String compression : COMPRESSIONS) {
                Map<String, Object> client = settings.kafka().client();
                client.put("compression.type", compression);
                producers.add(new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer()));
            }
            for (int i = 0; i < services; i++) {
                for (int instance = 0; instance < 2; instance++) {
                    processes.add(new Process("service-%02d".formatted(i), instance));
                }
            }
        }

        void fault(Path file, Instant now) throws Exception {
            String service = Files.exists(file) ? Files.readString(file).strip() : "";
            for (Process process : processes) {
                if (process.service.equals(service)) {
                    process.illSince = process.illSince == null ? now : process.illSince;
                    process.ill = Duration.between(process.illSince, now).toSeconds();
                } else {
                    process.illSince = null;
                    process.ill = -1;
                }
            }
        }

        void send(Instant time) {
            for (int from = 0; from < processes.size(); from += 10) {
                var request = new Message();
                processes.subList(from, Math.min(from + 10, processes.size()))
                        .forEach(process -> request.put(1, process.tell(time)));
                producers.get(from / 10 % producers.size())
                        .send(new ProducerRecord<>(TOPIC, null, time.toEpochMilli(), null, request.bytes()));
            }
            producers.forEach(KafkaProducer::flush);
        }
    }

    /** One instance of a service as OpenTelemetry's Java agent tells of it: cumulative, names by semantic conventions. */
    static class Process {
        final Random random;
        final String service;
        final int instance;
        final long[] buckets = new long[BOUNDS.length + 1];
        long started;
        long requests;
        double seconds;
        double cpu;
        long errors;
        Instant illSince;
        long ill = -1;

        Process(String service, int instance) {
            this.service = service;
            this.instance = instance;
            this.random = new Random(service.hashCode() * 31L + instance);
        }

        Message tell(Instant time) {
            long nanos = time.getEpochSecond() * 1_000_000_000L;
            if (started == 0) {
                started = nanos;
            }
            int handled = 400 + random.nextInt(100);
            for (int i = 0; i < handled; i++) {
                double took = (ill < 0 ? 0.02 : 0.4) * Math.exp(random.nextGaussian() * 0.5);
                int bucket = 0;
                while (bucket < BOUNDS.length && took > BOUNDS[bucket]) {
                    bucket++;
                }
                buckets[bucket]++;
                seconds += took;
            }
            requests += handled;
            errors += ill < 90 ? random.nextInt(3) : handled / 5;
            boolean saturated = ill >= 180;
            cpu += saturated ? 14.7 : 3 + random.nextDouble();
            var resource = new Message().put(1, attribute("service.name", service))
                    .put(1, attribute("service.namespace", "shop"))
                    .put(1, attribute("service.instance.id", service + "-" + instance))
                    .put(1, attribute("telemetry.sdk.language", "java"));
            var metrics = new Message().put(2, histogram("http.server.request.duration", "s", nanos))
                    .put(2, sum("process.cpu.time", "s", nanos, cpu, true))
                    .put(2, sum("jvm.memory.used", "By", nanos, 2e8 + random.nextInt(50_000_000), false))
                    .put(2, sum("jvm.thread.count", "{thread}", nanos, 40 + random.nextInt(4), false))
                    .put(2, gauge("jvm.cpu.recent_utilization", "1", nanos, (saturated ? 0.95 : 0.25) + 0.02 * random.nextGaussian()))
                    .put(2, gauge("jvm.system.cpu.utilization", "1", nanos, 0.4 + 0.02 * random.nextGaussian()));
            return new Message().put(1, resource).put(2, metrics);
        }

        Message histogram(String name, String unit, long nanos) {
            long[] failed = new long[buckets.length];
            failed[4] = errors;
            return metric(name, unit).put(9,
                    new Message().put(1, point(nanos, "200", requests - errors, buckets, seconds))
                            .put(1, point(nanos, "500", errors, failed, errors * 0.08)).put(2, CUMULATIVE));
        }

        Message point(long nanos, String status, long count, long[] counts, double sum) {
            return new Message().fixed(2, started).fixed(3, nanos).fixed(4, count).fixed(5, Double.doubleToLongBits(sum))
                    .packed(6, counts).packed(7, Arrays.stream(BOUNDS).mapToLong(Double::doubleToLongBits).toArray())
                    .put(9, attribute("http.request.method", "GET"))
                    .put(9, attribute("http.response.status_code", status));
        }

        Message sum(String name, String unit, long nanos, double value, boolean monotonic) {
            return metric(name, unit).put(7, new Message().put(1, number(nanos, value)).put(2, CUMULATIVE)
                    .put(3, monotonic ? 1 : 0));
        }

        Message gauge(String name, String unit, long nanos, double value) {
            return metric(name, unit).put(5, new Message().put(1, number(nanos, value)));
        }

        Message number(long nanos, double value) {
            return new Message().fixed(2, started).fixed(3, nanos).fixed(4, Double.doubleToLongBits(value));
        }

        static Message metric(String name, String unit) {
            return new Message().put(1, name).put(3, unit);
        }

        static Message attribute(String key, String value) {
            return new Message().put(1, key).put(2, new Message().put(1, value));
        }
    }

    /** A protobuf message, by field numbers of opentelemetry-proto. */
    static class Message {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        byte[] bytes() {
            return bytes.toByteArray();
        }

        Message put(int field, Message value) {
            return put(field, value.bytes());
        }

        Message put(int field, String value) {
            return put(field, value.getBytes(StandardCharsets.UTF_8));
        }

        Message put(int field, byte[] value) {
            varint(field << 3 | 2);
            varint(value.length);
            bytes.writeBytes(value);
            return this;
        }

        Message put(int field, int value) {
            varint(field << 3);
            varint(value);
            return this;
        }

        Message fixed(int field, long value) {
            varint(field << 3 | 1);
            bytes.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
            return this;
        }

        Message packed(int field, long[] values) {
            var packed = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
            packed.asLongBuffer().put(values);
            return put(field, packed.array());
        }

        void varint(int value) {
            for (; value > 0x7f; value >>>= 7) {
                bytes.write(value & 0x7f | 0x80);
            }
            bytes.write(value);
        }
    }
}
