package dev.tocsin.bench.shop;

import java.util.List;

/** What can be wrong with the shop, how far each of its knobs is turned as the phase goes on, and how that shows. */
enum FaultKind {

    NONE("-", "Nothing is wrong.", List.of()) {
        @Override
        Knobs knobs(double progress) {
            return Knobs.NORMAL;
        }
    },

    SURGE("gateway", "A marketing campaign: three and a half times the usual orders, which the shop handles.",
            List.of(Effect.rise("traffic", "gateway", "requests_per_second"))) {
        @Override
        Knobs knobs(double progress) {
            double edge = Math.min(progress, 1 - progress) / 0.08;
            return new Knobs(1 + 2.5 * Math.min(1, edge), 0, 0);
        }
    },

    CASCADE("checkout",
            "Connections to inventory are kept longer and longer: orders slow down; the pool of 8 runs empty and"
                    + " orders that wait 1.5 s are refused and queued; the queue is sent again and again without back-off and uses up"
                    + " the CPU budget. At the end connections are given back at once again.",
            List.of(Effect.rise("latency", "checkout", "latency_p50_seconds"),
                    Effect.over(0.05, 1, "errors", "checkout", "error_ratio"),
                    Effect.over(0.90, 2, "cpu", "checkout", "cpu_utilization"))) {
        @Override
        Knobs knobs(double progress) {
            double hold = progress < 0.3 ? 0.13 * progress / 0.3 : 0.13 + 0.17 * Math.min(1, (progress - 0.3) / 0.1);
            return new Knobs(1, hold, 0);
        }
    },

    LEAK("inventory", "Each reservation keeps 5 kB for ever. At the end the cache is emptied and collected.",
            List.of(Effect.rise("heap", "inventory", "heap_used_bytes"))) {
        @Override
        Knobs knobs(double progress) {
            return new Knobs(1, 0, 5_000);
        }
    };

    private final String service;
    private final String what;
    private final List<Effect> effects;

    FaultKind(String service, String what, List<Effect> effects) {
        this.service = service;
        this.what = what;
        this.effects = effects;
    }

    /** Where it happens. */
    String service() {
        return service;
    }

    String what() {
        return what;
    }

    /** What should be seen of it, in the order in which it should. */
    List<Effect> effects() {
        return effects;
    }

    /** The knobs when the fraction {@code progress} (0..1) of the phase has passed. */
    abstract Knobs knobs(double progress);
}
