package dev.tocsin.app.shadow;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import dev.tocsin.app.incidents.IncidentLine;
import dev.tocsin.app.shadow.ShadowReport.Example;
import dev.tocsin.schemas.v1.MetricReading;
import dev.tocsin.schemas.v1.ShadowVerdict;
import dev.tocsin.schemas.v1.WindowVerdict;

/** What a candidate and the profile in force said of the same windows, taken verdict by verdict. */
final class SideBySide {

    private static final int EXAMPLES = 5;

    private final String candidate;
    private final Instant since;
    private final Instant until;
    private final Side current = new Side();
    private final Side trial = new Side();
    private final TreeSet<String> versions = new TreeSet<>();
    private final Map<String, Duration> services = new TreeMap<>();
    private final Examples onlyCurrent = new Examples();
    private final Examples onlyCandidate = new Examples();
    private long windows;
    private long both;
    private long neither;
    private long unjudged;

    /** @param candidate its name, with the namespace where its document has one, without a version */
    SideBySide(String candidate, Instant since, Instant until) {
        this.candidate = candidate;
        this.since = since;
        this.until = until;
    }

    /** Takes a verdict; only windows that end in the range and have been looked at by the candidate count. */
    void add(WindowVerdict verdict) {
        ShadowVerdict shadow = verdict.getShadow();
        if (shadow == null || !shadow.getProfile().startsWith(candidate + "@")
                || !verdict.getWindowEnd().isAfter(since) || verdict.getWindowEnd().isAfter(until)) {
            return;
        }
        versions.add(shadow.getProfile());
        if (verdict.getScore() == null || shadow.getScore() == null) {
            unjudged++;
            return;
        }
        windows++;
        String service = verdict.getNamespace() + "/" + verdict.getService();
        services.merge(service, Duration.between(verdict.getWindowStart(), verdict.getWindowEnd()), Duration::plus);
        compare(service, verdict, shadow);
    }

    private void compare(String service, WindowVerdict verdict, ShadowVerdict shadow) {
        if (verdict.getAnomalous()) {
            current.alarm(service, verdict.getWindowEnd());
        }
        if (shadow.getAnomalous()) {
            trial.alarm(service, verdict.getWindowEnd());
        }
        if (verdict.getAnomalous() == shadow.getAnomalous()) {
            both += verdict.getAnomalous() ? 1 : 0;
            neither += verdict.getAnomalous() ? 0 : 1;
        } else if (verdict.getAnomalous()) {
            onlyCurrent.add(new Example(service, verdict.getWindowEnd(), verdict.getScore(), top(verdict)));
        } else {
            onlyCandidate.add(new Example(service, verdict.getWindowEnd(), shadow.getScore(), shadow.getTopMetric()));
        }
    }

    private static @Nullable String top(WindowVerdict verdict) {
        return verdict.getMetrics().entrySet().stream().filter(metric -> metric.getValue().getShare() > 0)
                .max(Comparator
                        .comparingDouble((Map.Entry<String, MetricReading> metric) -> metric.getValue().getShare())
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey).orElse(null);
    }

    /** @param incidents all there are; those of services that were compared, opened in the range, are looked at */
    ShadowReport report(List<IncidentLine> incidents) {
        double days = services.values().stream().mapToDouble(Duration::toMillis).sum() / Duration.ofDays(1).toMillis();
        List<ShadowReport.Incident> seen = incidents.stream()
                .filter(line -> services.containsKey(line.namespace() + "/" + line.service()))
                .filter(line -> !line.openedAt().isBefore(since) && !line.openedAt().isAfter(until))
                .map(this::incident).toList();
        return new ShadowReport(candidate, List.copyOf(versions), since, until, services.size(), windows, unjudged,
                days,
                current.told(days), trial.told(days),
                windows == 0 ? null : (double) (both + neither) / windows, both, onlyCurrent.count, onlyCandidate.count,
                onlyCurrent.best(), onlyCandidate.best(), seen);
    }

    private ShadowReport.Incident incident(IncidentLine line) {
        String service = line.namespace() + "/" + line.service();
        return new ShadowReport.Incident(line.incident(), line.openedAt(), line.tier(),
                current.first(service, line), trial.first(service, line));
    }

    /** The windows that are rarest, and how many there were. */
    private static final class Examples {

        private final PriorityQueue<Example> highest = new PriorityQueue<>(Comparator.comparingDouble(Example::score));
        private long count;

        void add(Example example) {
            count++;
            highest.add(example);
            if (highest.size() > EXAMPLES) {
                highest.remove();
            }
        }

        List<Example> best() {
            return highest.stream().sorted(Comparator.comparingDouble(Example::score).reversed()
                    .thenComparing(Example::service).thenComparing(Example::at)).toList();
        }
    }
}
