package dev.tocsin.bench.detection;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import dev.tocsin.app.picture.IncidentPicture;
import dev.tocsin.app.picture.IncidentPicture.Lane;
import dev.tocsin.bench.detection.LabelledServer.Cause;

/** The longest event of at most four hours of a server, with what is around it, as a rater sees it. */
final class PicturedIncident {

    private static final int MOST_METRICS = 5;
    private static final int AROUND = 240;

    private PicturedIncident() {}

    static IncidentPicture of(LabelledServer server, Rater rater) {
        Scores test = rater.rate(server).from(server.train().length);
        Cause event = server.causes().stream().filter(cause -> cause.last() - cause.first() <= AROUND)
                .max(Comparator.comparingInt(cause -> cause.last() - cause.first())).orElseThrow();
        int first = Math.max(0, event.first() - AROUND);
        int last = Math.min(test.rows() - 1, event.last() + AROUND);
        List<Lane> lanes = event.metrics().stream().limit(MOST_METRICS)
                .map(metric -> new Lane(server.metrics().get(metric),
                        Arrays.stream(server.test()).mapToDouble(row -> row[metric]).toArray()))
                .toList();
        return new IncidentPicture(server.name() + ", minutes " + first + " to " + last + " of test", lanes,
                test.score(), test.alarmFrom(), test.anomalous(), server.label(), first, last);
    }
}
