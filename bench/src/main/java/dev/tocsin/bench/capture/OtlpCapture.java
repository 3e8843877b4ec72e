package dev.tocsin.bench.capture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import io.opentelemetry.exporter.logging.otlp.OtlpJsonLoggingMetricExporter;
import io.opentelemetry.exporter.logging.otlp.internal.metrics.OtlpStdoutMetricExporter;
import io.opentelemetry.exporter.logging.otlp.internal.metrics.OtlpStdoutMetricExporterBuilder;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.export.AggregationTemporalitySelector;
import io.opentelemetry.sdk.metrics.export.DefaultAggregationSelector;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;

/**
 * The OpenTelemetry SDK's own exporters at work on a small shop whose clock is ours, so that another run writes the same
 * bytes: protobuf over HTTP, the JSON of a request, and the JSON that is logged, which is a resource without a request
 * around it.
 */
final class OtlpCapture {

    private static final DefaultAggregationSelector EXPONENTIAL = DefaultAggregationSelector.getDefault()
            .with(InstrumentType.HISTOGRAM, Aggregation.base2ExponentialBucketHistogram());

    /** What the SDK says of itself, in real time. */
    private static final InstrumentSelector OF_ITSELF = InstrumentSelector.builder().setName("otel.sdk.*").build();

    private final Path folder;
    private int written;

    OtlpCapture(Path folder) {
        this.folder = folder;
    }

    /** @return how many files it wrote */
    int run() throws IOException {
        for (AggregationTemporality temporality : AggregationTemporality.values()) {
            for (DefaultAggregationSelector histograms : List.of(DefaultAggregationSelector.getDefault(),
                    EXPONENTIAL)) {
                String name = temporality.name().toLowerCase(Locale.ROOT)
                        + (histograms == EXPONENTIAL ? "-exponential" : "");
                protobuf(name, selector(temporality), histograms);
                json(name, selector(temporality), histograms);
            }
        }
        logged();
        return written;
    }

    private static AggregationTemporalitySelector selector(AggregationTemporality temporality) {
        return temporality == AggregationTemporality.DELTA
                ? AggregationTemporalitySelector.deltaPreferred()
                : AggregationTemporalitySelector.alwaysCumulative();
    }

    private void protobuf(String name, AggregationTemporalitySelector temporality,
            DefaultAggregationSelector histograms) throws IOException {
        try (Inbox inbox = Inbox.open()) {
            trade(OtlpHttpMetricExporter.builder().setEndpoint(inbox.url("/v1/metrics"))
                    .setAggregationTemporalitySelector(temporality).setDefaultAggregationSelector(histograms).build());
            int number = 1;
            for (byte[] body : inbox.bodies()) {
                write(name + "." + number++ + ".binpb", body);
            }
        }
    }

    private void json(String name, AggregationTemporalitySelector temporality, DefaultAggregationSelector histograms)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OtlpStdoutMetricExporterBuilder builder = OtlpStdoutMetricExporter.builder().setOutput(out)
                .setWrapperJsonObject(true).setAggregationTemporalitySelector(temporality)
                .setDefaultAggregationSelector(histograms);
        trade(builder.build());
        write(name + ".json", out.toByteArray());
    }

    private void logged() throws IOException {
        StringBuilder lines = new StringBuilder();
        Logger logger = Logger.getLogger(OtlpJsonLoggingMetricExporter.class.getName());
        Handler listener = new Handler() {
            @Override
            public void publish(LogRecord record) {
                lines.append(record.getMessage()).append('\n');
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.setUseParentHandlers(false);
        logger.addHandler(listener);
        trade(OtlpJsonLoggingMetricExporter.create());
        logger.removeHandler(listener);
        write("logged.json", lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Two exports of a shop, half a minute apart, and a third when it ends. */
    private static void trade(MetricExporter exporter) {
        SteadyClock clock = new SteadyClock();
        PeriodicMetricReader reader = PeriodicMetricReader.builder(exporter).setInterval(1, TimeUnit.DAYS).build();
        try (SdkMeterProvider meters = SdkMeterProvider.builder().setClock(clock).setResource(SmallShop.RESOURCE)
                .registerView(OF_ITSELF, View.builder().setAggregation(Aggregation.drop()).build())
                .registerMetricReader(reader).build()) {
            SmallShop shop = new SmallShop(meters);
            for (int export = 0; export < 2; export++) {
                shop.trade();
                clock.pass(30);
                if (!meters.forceFlush().join(10, TimeUnit.SECONDS).isSuccess()) {
                    throw new IllegalStateException("the exporter couldn't send");
                }
            }
        }
    }

    private void write(String name, byte[] bytes) throws IOException {
        Files.write(folder.resolve(name), bytes);
        written++;
    }
}
