package dev.tocsin.app.warm;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import dev.tocsin.app.warm.Stretches.Stretch;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.topology.derive.Combine;

/** What is asked of Prometheus, stretch by stretch. */
sealed interface Asking {

    /** Finds out what is there; once, before anything is asked. */
    void prepare(Instant now, Consumer<String> progress);

    /** Asks for what was in one stretch. */
    void ask(Stretch stretch, Duration window, Values into);

    /** What should be told of it in the end, by name. */
    Map<String, Integer> counts();

    /** People's own expressions. */
    final class ByFile implements Asking {

        private final Prometheus from;
        private final QueryFile file;
        private int unknown;

        ByFile(Prometheus from, QueryFile file) {
            this.from = from;
            this.file = file;
        }

        @Override
        public void prepare(Instant now, Consumer<String> progress) {
            progress.accept(file.queries().size() + " expressions to ask for");
        }

        @Override
        public void ask(Stretch stretch, Duration window, Values into) {
            file.queries().forEach((metric, query) -> {
                for (Series series : from.range(metric, query, stretch.first(), stretch.last(), window)) {
                    Optional<ServiceId> service = file.service(series.labels());
                    service.ifPresent(id -> into.add(id, metric, Combine.MEAN, 1, series.points()));
                    unknown += service.isPresent() ? 0 : 1;
                }
            });
        }

        @Override
        public Map<String, Integer> counts() {
            return Map.of("series_without_service", unknown);
        }
    }

    /** What the maps make of the series that are there. */
    final class ByMaps implements Asking {

        private final Prometheus from;
        private final Survey survey;
        private List<Enquiry> enquiries = List.of();

        ByMaps(Prometheus from, Survey survey) {
            this.from = from;
            this.survey = survey;
        }

        @Override
        public void prepare(Instant now, Consumer<String> progress) {
            enquiries = survey.enquiries(now, progress);
            progress.accept(enquiries.size() + " queries of what the maps take, of " + survey.services()
                    + " services");
        }

        @Override
        public void ask(Stretch stretch, Duration window, Values into) {
            enquiries.forEach(enquiry -> enquiry.ask(from, survey::owner, stretch, window, into));
        }

        @Override
        public Map<String, Integer> counts() {
            return Map.of("queries", enquiries.size(), "metrics_beyond_limit", survey.beyond(),
                    "metrics_without_service", survey.nameless().size());
        }
    }
}
