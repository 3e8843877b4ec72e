package dev.tocsin.app.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

import dev.tocsin.app.cli.Failure;
import dev.tocsin.app.demo.inbox.Inbox;
import dev.tocsin.app.http.Check;
import dev.tocsin.app.kafka.Registries;
import dev.tocsin.app.run.Service;
import dev.tocsin.app.settings.Settings;
import dev.tocsin.schemas.v1.IncidentEvent;

/** One showing, from the first sample to the summary. */
final class Demo {

    private static final Duration READY_WITHIN = Duration.ofSeconds(90);
    private static final Duration ACCEPTED_WITHIN = Duration.ofSeconds(30);
    /** Windows that are still open when the last sample is in, and what follows from them, need a moment. */
    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(250);
    /** The recording ends this long before it is fed. */
    private static final Duration AGO = Duration.ofMinutes(1);

    private final Settings settings;
    private final Service service;
    private final Inbox inbox;
    private final Screenplay screenplay;
    private final double speed;
    private final long begun;
    private final Recording recording;

    Demo(Settings settings, Service service, Inbox inbox, Screenplay screenplay, double speed, long begun) {
        this.settings = settings;
        this.service = service;
        this.inbox = inbox;
        this.screenplay = screenplay;
        this.speed = speed;
        this.begun = begun;
        this.recording = Recording.ofTheShop().endingBy(Instant.now().minus(AGO), settings.window().size());
    }

    /** Whether everything happened that should. */
    boolean play() throws InterruptedException {
        awaitReady();
        try (var registry = Registries.connect(settings.registry());
                var witness = new Witness(settings, registry, screenplay);
                var feeder = new Feeder(settings, registry, speed)) {
            announce(witness);
            screenplay.begin(new Ticker(recording.services(), recording.start(), settings.window().size()));
            List<RecordedFault> coming = new ArrayList<>(recording.faults());
            feeder.feed(recording, second -> narrate(second, coming));
            await(SETTLED_WITHIN, () -> findings(witness).stream().allMatch(Finding::ok));
            witness.close();
            screenplay.end();
            return summary(witness);
        }
    }

    private void awaitReady() throws InterruptedException {
        if (!await(READY_WITHIN, () -> service.health().ready().stream().allMatch(Check::ok))) {
            throw new Failure("Tocsin isn't ready within " + READY_WITHIN.toSeconds() + " s: "
                    + service.health().ready().stream().filter(check -> !check.ok()).toList(), "The log says more.");
        }
        screenplay.say("""
                Ready after %d s. Now %d minutes of a three-tier shop, measured for real every second:
                gateway → checkout → inventory. Times are UTC, and as recorded; only fed %.0f times faster.
                """.formatted(elapsed(), recording.length().toMinutes() + 1, speed));
    }

    private void announce(Witness witness) throws InterruptedException {
        RecordedFault surge = recording.fault("surge");
        var announcement = Announcement.of(surge);
        announcement.send(settings);
        await(ACCEPTED_WITHIN, () -> !witness.status(announcement.key()).isEmpty());
        String status = witness.status(announcement.key());
        if (!"accepted".equals(status)) {
            throw new Failure("the calendar window of the surge isn't in force: "
                    + (status.isEmpty() ? "no answer" : status), "The log says more.");
        }
        screenplay.say("Marketing has put its campaign into the calendar: %s to %s, up to 5 times the traffic.%n"
                .formatted(Findings.clock(surge.start()), Findings.clock(surge.end())));
    }

    /** What really goes on in the shop, as it begins: Tocsin isn't told. */
    private void narrate(Instant second, List<RecordedFault> coming) {
        while (!coming.isEmpty() && !second.isBefore(coming.getFirst().start())) {
            RecordedFault fault = coming.removeFirst();
            screenplay.say(Findings.clock(fault.start()) + "  » in " + fault.service() + ": " + fault.what(), 12);
        }
    }

    private boolean summary(Witness witness) {
        List<Finding> findings = findings(witness);
        screenplay.say("%nAfter %d s: %,d samples, %,d windows judged, %d incidents, %d lines in the digest.".formatted(
                elapsed(), recording.samples().size(), witness.windows(),
                witness.incidents().stream().map(IncidentEvent::getIncident).distinct().count(),
                witness.digest().size()));
        findings.forEach(finding -> screenplay.say("  " + finding, 4));
        return findings.stream().allMatch(Finding::ok);
    }

    private List<Finding> findings(Witness witness) {
        return Findings.of(recording, new Seen(witness.incidents(), witness.digest(), inbox.contents()));
    }

    private boolean await(Duration patience, BooleanSupplier done) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            Thread.sleep(PAUSE);
        }
        return true;
    }

    private long elapsed() {
        return Duration.ofNanos(System.nanoTime() - begun).toSeconds();
    }
}
