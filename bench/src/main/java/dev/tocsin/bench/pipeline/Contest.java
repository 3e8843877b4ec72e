package dev.tocsin.bench.pipeline;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import org.jspecify.annotations.Nullable;

import dev.tocsin.bench.broker.Ledger;
import dev.tocsin.bench.figures.Figures;
import dev.tocsin.bench.figures.Median;
import dev.tocsin.bench.figures.Say;
import dev.tocsin.bench.fleet.Fleet;
import dev.tocsin.schemas.registry.SchemaRegistry;

/** Rounds of all contenders in turn, so that whatever else the machine does meets all of them. Not thread-safe. */
final class Contest {

    /** Who takes part. */
    enum Which {
        /** Decodes and counts. */
        PASSTHROUGH,
        /** The same, and one store write a record. */
        STORE,
        /** Tocsin. */
        BELL
    }

    private static final int STORE_BYTES = 640;

    private final Course course;
    private final Fleet fleet;
    private final int partitions;
    private final SchemaRegistry registry;
    private final Map<Which, List<Round>> rounds = new EnumMap<>(Which.class);
    private @Nullable Bell lastBell;
    private double changelogs;

    Contest(Course course, Fleet fleet, int partitions, SchemaRegistry registry) {
        this.course = course;
        this.fleet = fleet;
        this.partitions = partitions;
        this.registry = registry;
    }

    /**
     * Holds it.
     *
     * @param measured rounds of each, after one that only warms the process up
     * @param only who takes part alone; null for all
     */
    Figures hold(int measured, @Nullable Which only) throws Exception {
        for (int round = 0; round <= measured; round++) {
            for (Which which : only == null ? Which.values() : new Which[]{only}) {
                // The write per record is told as a second reference; one round of it is enough to warm up and to tell.
                if (which != Which.STORE || round == measured) {
                    hold(which, round);
                }
            }
        }
        return figures();
    }

    private void hold(Which which, int number) throws Exception {
        Contender contender = contender(which, "bench-" + which.name().toLowerCase(Locale.ROOT) + "-" + number);
        Round round = course.run(contender);
        contender.verify();
        if (which == Which.BELL) {
            changelogs = changelogsToInput(contender.application());
        }
        boolean warmUp = number == 0;
        Say.line("%-8s %-11s %,9.0f records/s, %5.1f cpu s per million (broker %5.1f)",
                warmUp ? "warm-up" : "round " + number, which.name().toLowerCase(Locale.ROOT),
                round.recordsPerSecond(), round.cpuPerMillion(), round.brokerCpuPerMillion());
        if (!warmUp) {
            rounds.computeIfAbsent(which, ignored -> new ArrayList<>()).add(round);
        }
    }

    /** Bytes of an application's changelogs on the broker's disk, to those of the preloaded topic. */
    private double changelogsToInput(String application) {
        try (Ledger ledger = Ledger.at(course.bootstrapServers())) {
            Map<String, Long> bytes = ledger.bytes(topic -> topic.equals(course.topic())
                    || topic.startsWith(application + "-") && topic.endsWith("-changelog"));
            long input = bytes.getOrDefault(course.topic(), 0L);
            bytes.forEach((topic, size) -> Say.line("    %-45s %,13d bytes", topic, size));
            return (bytes.values().stream().mapToLong(Long::longValue).sum() - input) / (double) input;
        }
    }

    private Contender contender(Which which, String application) {
        return switch (which) {
            case PASSTHROUGH -> Passthrough.decoding(application, course.topic(), registry);
            case STORE -> Passthrough.storing(application, course.topic(), registry, STORE_BYTES);
            case BELL -> lastBell = new Bell(application, course.bootstrapServers(), course.topic(), partitions, fleet,
                    registry);
        };
    }

    private Figures figures() {
        Figures figures = new Figures().count("records", fleet.samples()).count("services", fleet.services())
                .count("metrics", fleet.metrics()).count("threads", course.threads());
        if (rounds.containsKey(Which.BELL) && rounds.containsKey(Which.PASSTHROUGH)) {
            double ratio = median(Which.BELL, Round::recordsPerSecond)
                    / median(Which.PASSTHROUGH, Round::recordsPerSecond);
            figures.measured("ratio_to_passthrough", ratio, 3);
        }
        tell(figures, Which.BELL, "");
        tell(figures, Which.PASSTHROUGH, "passthrough_");
        tell(figures, Which.STORE, "store_");
        if (lastBell != null) {
            figures.measured("changelog_bytes_ratio", changelogs, 3).count("verdicts", lastBell.verdicts())
                    .count("verdicts_scored", lastBell.scored())
                    .count("incidents_opened", lastBell.opened());
        }
        return figures;
    }

    private void tell(Figures figures, Which which, String prefix) {
        if (rounds.containsKey(which)) {
            figures.measured(prefix + "records_per_s", median(which, Round::recordsPerSecond), 0)
                    .measured(prefix + "cpu_s_per_m_records", median(which, Round::cpuPerMillion), 2)
                    .measured(prefix + "broker_cpu_s_per_m_records", median(which, Round::brokerCpuPerMillion), 2);
        }
    }

    private double median(Which which, ToDoubleFunction<Round> figure) {
        return Median.of(rounds.getOrDefault(which, List.of()).stream().mapToDouble(figure).toArray());
    }
}
