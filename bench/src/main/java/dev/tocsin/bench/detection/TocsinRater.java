package dev.tocsin.bench.detection;

import java.util.Comparator;
import java.util.Locale;
import java.util.stream.IntStream;

import dev.tocsin.detectors.Detector;
import dev.tocsin.detectors.Learning;
import dev.tocsin.detectors.Level;
import dev.tocsin.detectors.Profile;
import dev.tocsin.detectors.Verdict;

/** The detector as {@code tocsin score} and the service run it, with the profile that ships of a kind. */
record TocsinRater(Profile.Kind kind) implements Rater {

    private static final int BLAMED = 3;

    @Override
    public String title() {
        return "Tocsin, " + kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Scores rate(LabelledServer server) {
        Detector detector = Detector.create(Profile.of(kind, server.step()));
        Scores scores = Scores.of(server.rows());
        for (int row = 0; row < server.rows(); row++) {
            scores.alarmFrom()[row] = detector.loudness().from();
            Verdict verdict = detector.observe(server.window(row), Learning.NORMAL);
            scores.score()[row] = verdict.score();
            scores.anomalous()[row] = verdict.anomalous();
            scores.top()[row] = top(verdict, server);
            scores.elevated()[row] = elevated(verdict, server);
        }
        return scores;
    }

    private static int[] elevated(Verdict verdict, LabelledServer server) {
        return verdict.contributions().stream().filter(part -> part.level() != Level.NORMAL)
                .mapToInt(part -> server.metrics().indexOf(part.metric())).toArray();
    }

    private static int[] top(Verdict verdict, LabelledServer server) {
        if (!verdict.isScored()) {
            return new int[0];
        }
        var parts = verdict.contributions();
        return IntStream.range(0, parts.size()).boxed().filter(i -> parts.get(i).share() > 0)
                .sorted(Comparator.comparingDouble(i -> -parts.get(i).share())).limit(BLAMED)
                .mapToInt(i -> server.metrics().indexOf(parts.get(i).metric())).toArray();
    }
}
