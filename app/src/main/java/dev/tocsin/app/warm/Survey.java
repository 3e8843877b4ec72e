package dev.tocsin.app.warm;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.topology.derive.Input;
import dev.tocsin.topology.map.Question;
import dev.tocsin.topology.map.Question.Form;
import dev.tocsin.topology.map.Questions;

/**
 * What a Prometheus has now of what the maps ask: it is found out before history is asked for, so that each service is
 * taught by its most useful metrics, as many as the live stream would keep, and nothing is asked for in vain.
 */
final class Survey {

    private static final Duration LATELY = Duration.ofHours(1);
    private static final int TELL_EVERY = 100;
    /** Samples don't come to the second. */
    private static final double SLACK = 1.05;
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");

    private final Prometheus from;
    private final Questions maps;
    private final Labelling labelling;
    private final int mostMetrics;
    private final Duration window;
    /** The inputs each service is taught by. */
    private final Map<ServiceId, Map<String, Input>> kept = new TreeMap<>();
    private final Set<String> nameless = new TreeSet<>();
    private final Set<String> beyond = new HashSet<>();

    /** @param mostMetrics of one service */
    Survey(Prometheus from, Questions maps, Labelling labelling, int mostMetrics, Duration window) {
        this.from = from;
        this.maps = maps;
        this.labelling = labelling;
        this.mostMetrics = mostMetrics;
        this.window = window;
    }

    /** What is to be asked of history, the most useful first. */
    List<Enquiry> enquiries(Instant now, Consumer<String> progress) {
        Instant since = now.minus(LATELY);
        Set<String> summaries = Set.copyOf(from.metrics("{quantile!=\"\"}", since, now));
        List<Question> questions = from.metrics("{__name__!=\"\"}", since, now).stream()
                .filter(name -> NAME.matcher(name).matches()).flatMap(name -> maps.of(name).stream())
                .filter(question -> question.form() != Form.GIVEN || summaries.contains(question.metric()))
                .sorted(Comparator.comparingInt((Question question) -> question.input().rank())
                        .thenComparing(question -> question.input().name()).thenComparing(Question::metric))
                .toList();
        List<Enquiry> enquiries = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            if (i % TELL_EVERY == 0) {
                progress.accept("looked for " + i + " of " + questions.size() + " things the maps could take");
            }
            look(questions.get(i), now).ifPresent(enquiries::add);
        }
        return enquiries;
    }

    /** Whose a series is, however it is labelled. */
    Optional<ServiceId> owner(Question question, Map<String, String> labels) {
        return named(question, labels).filter(service -> question.concerns(service.namespace()));
    }

    private Optional<ServiceId> named(Question question, Map<String, String> labels) {
        return maps.service(question.metric(), labelling.attributes(labels, maps.namedBy(question.metric())));
    }

    /** Metrics of which some series name no service. */
    Set<String> nameless() {
        return nameless;
    }

    int services() {
        return kept.size();
    }

    /** How many metrics of services are one too many. */
    int beyond() {
        return beyond.size();
    }

    private Optional<Enquiry> look(Question question, Instant now) {
        PromQl text = new PromQl(question, List.copyOf(labelling.labels(maps.namedBy(question.metric()))),
                List.copyOf(labelling.labels(maps.instancesBy(question.metric()))));
        Duration lately = LATELY.compareTo(window.multipliedBy(4)) > 0 ? LATELY : window.multipliedBy(4);
        Map<ServiceId, Double> samples = new HashMap<>();
        for (Series series : from.instant(question.metric(), text.samples(lately), now)) {
            if (named(question, series.labels()).isEmpty()) {
                nameless.add(question.metric());
            }
            owner(question, series.labels()).filter(one -> keep(one, question.input())).ifPresent(
                    one -> series.points().values().forEach(count -> samples.merge(one, count, Math::max)));
        }
        return samples.isEmpty()
                ? Optional.empty()
                : Optional.of(new Enquiry(question, text, range(question, lately, samples.values().stream()
                        .mapToDouble(Double::doubleValue).toArray()), Set.copyOf(samples.keySet())));
    }

    private boolean keep(ServiceId service, Input input) {
        Map<String, Input> own = kept.computeIfAbsent(service, any -> new HashMap<>());
        Input known = own.get(input.name());
        if (known != null) {
            return known.means(input);
        }
        if (own.values().stream().mapToInt(Input::width).sum() + input.width() > mostMetrics) {
            beyond.add(service + "\n" + input.name());
            return false;
        }
        own.put(input.name(), input);
        return true;
    }

    /** A window, or as much more as holds a sample, and of a counter two: what half of the services need. */
    private Duration range(Question question, Duration lately, double[] samples) {
        Arrays.sort(samples);
        double interval = lately.toMillis() / Math.max(1, samples[samples.length / 2]);
        boolean counts = question.form() == Form.COUNTER || question.form() == Form.BUCKETS;
        long least = (long) Math.ceil(interval * (counts ? 2 : 1) * SLACK / 1_000);
        return Duration.ofSeconds(Math.max(window.toSeconds(), least));
    }
}
