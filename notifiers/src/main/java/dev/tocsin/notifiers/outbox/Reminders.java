package dev.tocsin.notifiers.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.tocsin.notifiers.receiver.Outcome;
import dev.tocsin.notifiers.receiver.Outcome.Delivered;
import dev.tocsin.notifiers.receiver.Outcome.Retry;
import dev.tocsin.notifiers.receiver.Outcome.Skipped;
import dev.tocsin.notifiers.receiver.Reason;
import dev.tocsin.notifiers.receiver.Reminder;
import dev.tocsin.schemas.v1.ReceiverState;

/**
 * Reminds a receiver, again and again, of what it holds open. While a reminder is under way nothing else of these
 * incidents is, so that a late reminder can't open again what was just closed. It leaves no line in the ledger.
 */
final class Reminders {

    private static final Logger LOG = LoggerFactory.getLogger(Reminders.class);
    private static final Duration SOONEST = Duration.ofSeconds(15);
    private static final int MOST = 500;

    private final Reminder receiver;
    private final Pigeonholes holes;
    private final DeliveryMetrics metrics;
    private final BlockingQueue<Back> returns = new LinkedBlockingQueue<>();
    private int underWay;
    private Instant next;

    private record Stop(Share share, Lane lane) {}

    private record Back(List<Stop> stops, Outcome outcome) {}

    Reminders(Reminder receiver, Pigeonholes holes, DeliveryMetrics metrics, Instant now) {
        this.receiver = receiver;
        this.holes = holes;
        this.metrics = metrics;
        this.next = now;
    }

    void turn(Instant now) {
        collect(now);
        if (underWay == 0 && !now.isBefore(next)) {
            next = now.plus(receiver.every());
            depart();
        }
    }

    void collect(Instant now) {
        for (@Nullable
        Back back = returns.poll(); back != null; back = returns.poll()) {
            underWay--;
            back.stops().forEach(stop -> {
                stop.lane().reminded();
                stop.share().noteBusy(stop.lane());
            });
            if (!(back.outcome() instanceof Delivered) && !(back.outcome() instanceof Skipped)) {
                metrics.outcome(receiver.name(), dev.tocsin.schemas.v1.Outcome.retrying, back.outcome().reason());
                LOG.warn("{} could not be reminded: {}", receiver.name(), back.outcome());
                Instant again = now.plus(SOONEST);
                next = again.isBefore(next) ? again : next;
            }
        }
    }

    private void depart() {
        List<Stop> all = new ArrayList<>();
        holes.all().forEach(share -> share.reminded().forEach(lane -> all.add(new Stop(share, lane))));
        for (int from = 0; from < all.size(); from += MOST) {
            List<Stop> some = List.copyOf(all.subList(from, Math.min(all.size(), from + MOST)));
            List<ReceiverState> states = some.stream().map(stop -> {
                ReceiverState state = stop.lane().remind();
                stop.share().noteBusy(stop.lane());
                return state;
            }).toList();
            underWay++;
            Thread.ofVirtual().name("reminder-" + receiver.name())
                    .start(() -> returns.add(new Back(some, remind(states))));
        }
    }

    private Outcome remind(List<ReceiverState> states) {
        try {
            return receiver.remind(states);
        } catch (RuntimeException e) {
            LOG.error("a reminder of {} broke off", receiver.name(), e);
            return new Retry(Reason.BROKEN, e.getClass().getSimpleName(), null);
        }
    }
}
