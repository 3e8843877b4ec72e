package dev.tocsin.app.warm;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.tocsin.app.warm.Stretches.Stretch;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.topology.derive.Input;
import dev.tocsin.topology.derive.Input.Part;
import dev.tocsin.topology.map.Question;
import dev.tocsin.topology.map.Question.Form;

/**
 * A question that some services have an answer to.
 *
 * @param range what is looked back over at the end of each window
 * @param services those of which the answer is taken
 */
record Enquiry(Question question, PromQl text, Duration range, Set<ServiceId> services) {

    /** Says whose a series is. */
    interface Owner {
        Optional<ServiceId> of(Question question, Map<String, String> labels);
    }

    /** Asks for one stretch, and takes in what is answered. */
    void ask(Prometheus from, Owner owner, Stretch stretch, Duration window, Values into) {
        Input input = question.input();
        List<String> outputs = input.outputs();
        for (int i = 0; i < outputs.size(); i++) {
            double quantile = question.form() == Form.BUCKETS ? input.quantiles().get(i) : Double.NaN;
            String metric = outputs.get(i);
            for (Series series : from.range(metric, text.value(quantile, range), stretch.first(), stretch.last(),
                    window)) {
                owner.of(question, series.labels()).filter(services::contains)
                        .ifPresent(service -> add(service, metric, series.points(), into));
            }
        }
    }

    private void add(ServiceId service, String metric, Map<Instant, Double> points, Values into) {
        if (question.part() == Part.WHOLE) {
            into.add(service, metric, question.input().over(), question.input().factor(), points);
        } else {
            into.add(service, question.input(), question.part(), question.form() == Form.COUNTER, points);
        }
    }
}
