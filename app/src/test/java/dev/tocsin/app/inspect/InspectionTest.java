package dev.tocsin.app.inspect;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import dev.tocsin.app.Tocsin;
import dev.tocsin.topology.config.Checked;
import dev.tocsin.topology.config.DocumentReader;
import dev.tocsin.topology.config.ShippedMaps;
import dev.tocsin.topology.decode.Decoding;
import dev.tocsin.topology.decode.Format;
import dev.tocsin.topology.limits.TelemetryLimits;
import dev.tocsin.topology.map.Globs;
import dev.tocsin.topology.map.MetricMap;
import dev.tocsin.topology.map.Where;
import dev.tocsin.topology.sample.Sample;

import static org.assertj.core.api.Assertions.assertThat;

/** What inspect finds and proposes, without brokers. */
class InspectionTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    @TempDir
    Path folder;

    private final List<MetricMap> maps = new ArrayList<>(ShippedMaps.all());

    private Inspection seen(String... records) {
        Inspection seen = new Inspection("otlp_metrics", Format.AUTO, maps,
                (bytes, millis) -> new Decoding.Unreadable("framed", "Avro"));
        for (String record : records) {
            seen.take(null, record.getBytes(StandardCharsets.UTF_8), 1_800_000_000_000L);
        }
        return seen;
    }

    private Findings found(Inspection seen) {
        return Findings.of("otlp_metrics", 3, "the maps that ship", seen, TelemetryLimits.STANDARD);
    }

    private static String otlp(String service, String metrics) {
        return """
                {"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"%s"}},
                {"key":"service.namespace","value":{"stringValue":"shop"}}]},"scopeMetrics":[{"metrics":[%s]}]}]}"""
                .formatted(service, metrics);
    }

    private static String counter(String name, Map<String, String> attributes) {
        StringBuilder said = new StringBuilder();
        attributes.forEach((key, value) -> said.append(said.isEmpty() ? "" : ",").append(
                "{\"key\":\"%s\",\"value\":{\"stringValue\":\"%s\"}}".formatted(key, value)));
        return """
                {"name":"%s","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"asInt":"5",
                "timeUnixNano":"1800000000000000000","attributes":[%s]}]}}""".formatted(name, said);
    }

    private static String latency(String name, String peer) {
        return """
                {"name":"%s","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"count":"2","sum":1,
                "timeUnixNano":"1800000000000000000","bucketCounts":["1","1"],"explicitBounds":[0.5],
                "attributes":[{"key":"server.address","value":{"stringValue":"%s"}}]}]}}""".formatted(name, peer);
    }

    /** The answer of {@code config validate} on a file. */
    private String validated(String document) throws Exception {
        Path file = Files.writeString(folder.resolve("proposed.yaml"), document);
        var out = new StringWriter();
        int exit = Tocsin.commandLine(new PrintWriter(out), new PrintWriter(out), Map.of()).execute("config",
                "validate",
                file.toString());
        assertThat(exit).as(out.toString()).isZero();
        return out.toString();
    }

    private static JsonNode calls(String yaml) throws Exception {
        return YAML.readTree(yaml).path("spec").path("calls");
    }

    @Test
    void theProposedMapIsValidAndKnowsWhatNoMapKnew() throws Exception {
        // Given metrics of one's own, with names that a document must quote
        Inspection before = seen(otlp("checkout", counter("orders_done_total", Map.of("http.status_code", "500")) + ","
                + counter("weird: name # {x}", Map.of()) + "," + counter("%queue", Map.of())));
        // When
        String proposed = new Proposal(before, "otlp_metrics").yaml();
        // Then
        assertThat(validated(proposed)).contains("1 document in 1 file, nothing wrong");
        assertThat(proposed).contains("orders_done_error_ratio");
        assertThat(new DocumentReader().check(YAML.readTree(proposed))).isInstanceOf(Checked.Sound.class);
    }

    @Test
    void theMapThatAppliedIsNamedAndPeoplesOwnComesFirst() {
        // Given a map of people's own
        DocumentReader reader = new DocumentReader();
        assertThat(reader.check(YAML.valueToTree(Map.of("kind", "MetricMap", "name", "mine", "spec", Map.of("metrics",
                List.of(Map.of("match", "orders*", "name", "orders_per_second"))))))).isInstanceOf(Checked.Sound.class);
        maps.addFirst(ShippedMaps.all().stream().filter(map -> map.name().equals("anything-else")).map(
                map -> new MetricMap("mine", MetricMap.ALL, Globs.ANY, Globs.parse(List.of("orders*")), Where.ANY,
                        map.identity(), map.rules(), false))
                .findFirst().orElseThrow());
        // When
        Findings found = found(seen(otlp("checkout", counter("orders", Map.of()) + "," + counter("parcels",
                Map.of()))));
        // Then
        assertThat(found.metrics()).extracting(Findings.Metric::name, Findings.Metric::map).containsExactly(
                org.assertj.core.groups.Tuple.tuple("orders", "mine"),
                org.assertj.core.groups.Tuple.tuple("parcels", "anything-else"));
    }

    @Test
    void aServiceGraphIsWhoCallsWhom() throws Exception {
        // Given what the collector's service graph connector and Tempo write, and the services themselves
        Inspection seen = seen(otlp("collector",
                counter("traces_service_graph_request_total", Map.of("client", "gateway", "server", "checkout")) + ","
                        + counter("traces_service_graph_request_total", Map.of("client", "user", "server", "gateway",
                                "connection_type", "virtual_node"))
                        + "," + counter("traces_service_graph_request_total", Map.of("client", "checkout", "server",
                                "stranger"))),
                otlp("gateway", counter("orders", Map.of())), otlp("checkout", counter("orders", Map.of())));
        // When
        CallProposal proposal = new CallProposal("otlp_metrics", found(seen).calls());
        // Then
        assertThat(proposal.calls()).containsExactly(new Call("shop/checkout", "stranger", 1, true),
                new Call("shop/gateway", "shop/checkout", 1, true));
        assertThat(validated(proposal.yaml())).contains("nothing wrong");
        assertThat(calls(proposal.yaml()).path("shop/gateway").get(0).asText()).isEqualTo("shop/checkout");
    }

    @Test
    void whatClientsMeasureTellsTheirServersWhereTheseAreServices() throws Exception {
        // Given requests to a service by its cluster address, to a database and to the world
        Inspection seen = seen(
                otlp("gateway", latency("http.client.request.duration", "checkout.shop.svc.cluster.local") + ","
                        + latency("http.client.request.duration", "checkout:8080") + ","
                        + latency("db.client.operation.duration", "10.0.0.7") + ","
                        + latency("http.client.request.duration", "api.example.com")),
                otlp("checkout", counter("orders", Map.of())));
        // When
        CallProposal proposal = new CallProposal("otlp_metrics", found(seen).calls());
        // Then
        assertThat(proposal.calls()).containsExactlyInAnyOrder(
                new Call("shop/gateway", "shop/checkout", 2, true), new Call("shop/gateway", "10.0.0.7", 1, false),
                new Call("shop/gateway", "api.example.com", 1, false));
        assertThat(calls(proposal.yaml())).hasSize(1);
        assertThat(proposal.yaml()).contains("1 calls between services; 2 to what is no service");
    }

    @Test
    void spanMetricsWithAPeerAreCallsOfClientsOnly() {
        Inspection seen = seen(
                otlp("gateway", counter("traces.span.metrics.calls", Map.of("span.kind", "SPAN_KIND_CLIENT",
                        "peer.service", "checkout"))),
                otlp("checkout", counter("traces.span.metrics.calls", Map.of("span.kind", "SPAN_KIND_SERVER",
                        "peer.service", "gateway"))));

        assertThat(found(seen).calls()).containsExactly(new Call("shop/gateway", "shop/checkout", 1, true));
    }

    @Test
    void tooManyServicesAreToldWithExamples() {
        String[] records = new String[30];
        for (int i = 0; i < records.length; i++) {
            records[i] = otlp("request-" + i, counter("orders", Map.of()));
        }
        var out = new StringWriter();

        FindingsText.print(Findings.of("otlp_metrics", 3, "the maps that ship", seen(records),
                new TelemetryLimits(10, 5, 40, 5)), new PrintWriter(out));

        assertThat(out.toString()).contains("30 services in namespace shop, more than the 10", "shop/request-")
                .contains("maps        the maps that ship");
    }

    @Test
    void aServiceWhoseClockIsTooFarAheadIsNamedThoughItIsRefused() {
        // Given a sample two hours ahead of its record
        Inspection seen = new Inspection("otlp_metrics", Format.AUTO, maps,
                (bytes, millis) -> new Decoding.Unreadable("framed", "Avro"));
        seen.take(null, otlp("early", counter("orders", Map.of())).getBytes(StandardCharsets.UTF_8),
                1_800_000_000_000L - 7_200_000);
        var out = new StringWriter();
        // When
        FindingsText.print(found(seen), new PrintWriter(out));
        // Then
        assertThat(out.toString()).contains("clock       shop/early is 7200 s ahead of its records: refused",
                "clock_ahead");
    }

    @Test
    void aSampleOfOursWhoseClockIsTooFarAheadIsRefusedToo() {
        // Given
        Instant time = Instant.ofEpochMilli(1_800_000_000_000L);
        Inspection seen = new Inspection("telemetry", Format.AVRO, maps, (bytes, millis) -> new Decoding.Samples(
                List.of(Sample.of("shop", "early", "", time, Map.of("cpu", 0.5), Map.of()))));
        // When
        seen.take(null, new byte[]{0}, time.toEpochMilli() - 7_200_000);
        // Then
        assertThat(found(seen).clocks()).singleElement().satisfies(clock -> {
            assertThat(clock.service()).isEqualTo("shop/early");
            assertThat(clock.refused()).isTrue();
        });
        assertThat(found(seen).services()).isEmpty();
        assertThat(found(seen).left()).containsOnlyKeys("clock_ahead");
    }

    @Test
    void whatAScaleRulesOutIsNoSignalAServiceCouldHave() {
        Findings found = found(seen(otlp("router", counter("network_errors_total", Map.of()))));

        assertThat(found.services()).singleElement().satisfies(service -> assertThat(service.signals())
                .contains("errors_up").doesNotContain("error_ratio_high"));
    }

    @Test
    void similarInstancesAreSeriesOfTheirOwn() {
        String[] records = new String[100];
        for (int i = 0; i < records.length; i++) {
            records[i] = otlp("svc-" + i / 10, counter("orders", Map.of("id", "i-" + i % 10)));
        }

        assertThat(found(seen(records)).metrics()).singleElement()
                .satisfies(metric -> assertThat(metric.series()).isEqualTo(100));
    }

    @Test
    void bytesOfNoFormatAreCalledAsTheServiceCallsThem() {
        assertThat(seen("\u0001\u0002").unreadable).containsOnlyKeys("unknown_format");
    }

    @Test
    void nothingIsProposedWhereTheMapsKnowEverything() {
        assertThat(new Proposal(seen(otlp("gateway", latency("http.server.request.duration", "x"))), "otlp_metrics")
                .isEmpty()).isTrue();
    }
}
