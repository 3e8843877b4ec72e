package dev.tocsin.notifiers.outbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.tocsin.notifiers.ledger.Ledger;
import dev.tocsin.notifiers.ledger.LedgerLines;
import dev.tocsin.notifiers.outbox.Errand.Stop;
import dev.tocsin.notifiers.receiver.Outcome.Rejected;
import dev.tocsin.notifiers.receiver.Outcome.Retry;
import dev.tocsin.notifiers.receiver.Reason;
import dev.tocsin.schemas.v1.Notification;
import dev.tocsin.schemas.v1.Outcome;

/** Writes every outcome of one receiver down: in the ledger, the metrics and the log. */
final class Register implements Lane.Journal {

    private static final Logger LOG = LoggerFactory.getLogger(Register.class);

    private final String receiver;
    private final Ledger ledger;
    private final DeliveryMetrics metrics;
    private final InstantSource clock;

    Register(String receiver, Ledger ledger, DeliveryMetrics metrics, InstantSource clock) {
        this.receiver = receiver;
        this.ledger = ledger;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public void folded(Letter letter, Reason reason) {
        write(receiver, letter.notification(), Outcome.folded, reason, "", 0);
    }

    @Override
    public void skipped(Letter letter, Reason reason) {
        write(receiver, letter.notification(), Outcome.skipped, reason, "", 0);
    }

    void delivered(Stop stop, Reason reason, Instant now) {
        Notification notification = stop.letter().notification();
        write(receiver, notification, Outcome.delivered, reason, "", stop.lane().failures() + 1);
        metrics.delivered(receiver, notification.getTier(), Duration.between(stop.letter().readAt(), now));
        LOG.info("{} has {} ({})", receiver, notification.getId(), reason.label());
    }

    /** Every failed attempt is counted; the first and then ever fewer are written down. */
    void retrying(Stop stop, Retry retry) {
        int attempts = stop.lane().failures();
        if (LedgerLines.isWorthALine(attempts)) {
            write(receiver, stop.letter().notification(), Outcome.retrying, retry.reason(), retry.detail(), attempts);
            LOG.warn("{} not told of {} yet, attempt {}: {} {}", receiver, stop.letter().notification().getId(),
                    attempts, retry.reason().label(), retry.detail());
        } else {
            metrics.outcome(receiver, Outcome.retrying, retry.reason());
        }
    }

    void rejected(Stop stop, Rejected rejected) {
        write(receiver, stop.letter().notification(), Outcome.rejected, rejected.reason(), rejected.detail(),
                stop.lane().failures() + 1);
        LOG.error("{} will never take {}: {} {}", receiver, stop.letter().notification().getId(),
                rejected.reason().label(), rejected.detail());
    }

    void wouldHavePaged(String pager, Notification notification) {
        write(pager, notification, Outcome.would_have_paged, Reason.OBSERVE, "", 0);
    }

    void unreadable(String place, String incident, String detail, Instant eventAt) {
        ledger.add(LedgerLines.unreadable(receiver, place, incident, detail, clock.instant(), eventAt));
        metrics.outcome(receiver, Outcome.rejected, Reason.UNREADABLE);
        LOG.error("{} can't read {}: {}", receiver, place, detail);
    }

    void called(Duration took) {
        metrics.call(receiver, took);
    }

    private void write(String name, Notification notification, Outcome outcome, Reason reason, String detail,
            int attempts) {
        ledger.add(LedgerLines.of(name, notification, outcome, reason, detail, attempts, clock.instant()));
        metrics.outcome(name, outcome, reason);
    }
}
