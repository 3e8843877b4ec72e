package dev.tocsin.bench.capture;

import java.util.List;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.resources.Resource;

/** A service with one of each kind of instrument, named as the semantic conventions do. */
final class SmallShop {

    static final Resource RESOURCE = Resource.create(Attributes.builder().put("service.name", "checkout")
            .put("service.namespace", "prod-eu").put("service.instance.id", "checkout-7d9f-1")
            .put("service.version", "4.2.0").put("host.name", "node-3").put("process.pid", 4711L)
            .put(AttributeKey.stringArrayKey("process.command_args"), List.of("java", "-jar", "shop.jar")).build());

    private static final Attributes GOOD = Attributes.builder().put("http.request.method", "GET")
            .put("http.route", "/basket/{id}").put("http.response.status_code", 200L).put("url.scheme", "https")
            .build();
    private static final Attributes BAD = GOOD.toBuilder().put("http.response.status_code", 503L).build();

    private final LongCounter orders;
    private final LongUpDownCounter active;
    private final DoubleHistogram duration;
    private int traded;

    SmallShop(SdkMeterProvider meters) {
        Meter http = meters.meterBuilder("io.opentelemetry.netty-4.1").setInstrumentationVersion("2.20.0").build();
        duration = http.histogramBuilder("http.server.request.duration").setUnit("s")
                .setDescription("Duration of HTTP server requests.")
                .setExplicitBucketBoundariesAdvice(
                        List.of(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0))
                .build();
        active = http.upDownCounterBuilder("http.server.active_requests").setUnit("{request}").build();
        Meter own = meters.get("shop");
        orders = own.counterBuilder("shop.orders").setUnit("{order}").build();
        own.gaugeBuilder("jvm.cpu.recent_utilization").setUnit("1")
                .buildWithCallback(gauge -> gauge.record(0.25 + traded / 100.0));
        own.gaugeBuilder("jvm.memory.limit").ofLongs().setUnit("By").buildWithCallback(gauge -> {
            gauge.record(536_870_912, Attributes.of(AttributeKey.stringKey("jvm.memory.pool.name"), "G1 Old Gen"));
            gauge.record(-1, Attributes.of(AttributeKey.stringKey("jvm.memory.pool.name"), "Metaspace"));
        });
        own.counterBuilder("jvm.cpu.time").ofDoubles().setUnit("s")
                .buildWithCallback(counter -> counter.record(12.5 + traded));
    }

    /** Twenty requests, two of which fail. */
    void trade() {
        for (int request = 0; request < 20; request++) {
            boolean fails = request % 10 == 9;
            duration.record(0.004 * (request + 1) * (fails ? 40 : 1), fails ? BAD : GOOD);
            if (!fails) {
                orders.add(1, Attributes.of(AttributeKey.booleanKey("gift"), request % 4 == 0));
            }
        }
        active.add(3, GOOD);
        active.add(-1, GOOD);
        traded++;
    }
}
