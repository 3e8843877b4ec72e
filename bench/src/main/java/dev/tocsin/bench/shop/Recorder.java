package dev.tocsin.bench.shop;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Opens the shop, turns its knobs as the timeline says, and keeps what its tiers measure. */
final class Recorder {

    private static final long PROGRESS_SECONDS = 10;
    private static final long LAST_LINES_MILLIS = 1_500;

    private final Timeline timeline;
    private final Queue<Measurement> measured = new ConcurrentLinkedQueue<>();
    private final Map<String, Measurement> latest = new ConcurrentHashMap<>();

    Recorder(Timeline timeline) {
        this.timeline = timeline;
    }

    Recording record(RecordOptions options) throws IOException, InterruptedException {
        try (Shop shop = new Shop(options.cpuBudget(), options.seed(), this::note)) {
            System.err.println("the shop is open; recording starts in " + options.settle().toSeconds() + " s, takes "
                    + timeline.length().toMinutes() + " min");
            Thread.sleep(options.settle());
            shop.heal();
            long begin = (System.currentTimeMillis() / Windows.MILLIS + 1) * Windows.MILLIS;
            follow(shop, begin);
            shop.heal();
            long end = begin + timeline.length().toMillis();
            sleepUntil(end + LAST_LINES_MILLIS);
            Recording recording = new Recording(
                    measured.stream().filter(m -> m.t() >= begin && m.t() < end).toList());
            recording.requireComplete(Shop.TIERS, timeline.length().toSeconds());
            return recording;
        }
    }

    private void follow(Shop shop, long begin) throws IOException, InterruptedException {
        for (long second = 0; second < timeline.length().toSeconds(); second++) {
            sleepUntil(begin + second * 1_000);
            shop.turn(timeline.knobsAt(Duration.ofSeconds(second)));
            if (second % PROGRESS_SECONDS == 0) {
                progress(Duration.ofSeconds(second));
            }
        }
        sleepUntil(begin + timeline.length().toMillis());
    }

    private void note(Measurement measurement) {
        measured.add(measurement);
        latest.put(measurement.service(), measurement);
    }

    private void progress(Duration elapsed) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%3d:%02d %-8s", elapsed.toMinutes(),
                elapsed.toSecondsPart(), timeline.at(elapsed).kind().name().toLowerCase(Locale.ROOT)));
        for (String service : Shop.TIERS) {
            Measurement second = latest.get(service);
            if (second != null) {
                line.append(" | ").append(SummaryTable.brief(second));
            }
        }
        System.err.println(line);
    }

    private static void sleepUntil(long epochMillis) throws InterruptedException {
        long left = epochMillis - System.currentTimeMillis();
        if (left > 0) {
            Thread.sleep(left);
        }
    }
}
