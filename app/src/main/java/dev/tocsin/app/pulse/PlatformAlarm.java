package dev.tocsin.app.pulse;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.tocsin.app.receivers.Notice;
import dev.tocsin.notifiers.receiver.Outcome;
import dev.tocsin.notifiers.receiver.Receiver;
import dev.tocsin.notifiers.receiver.Told;
import dev.tocsin.schemas.v1.Severity;
import dev.tocsin.schemas.v1.Tier;

/**
 * Tells the team that runs the brokers that they can't be reached, and that they can again: past the outbox, which is
 * on those brokers. All instances of an application tell under one dedup key, so that a pager opens one incident.
 */
public final class PlatformAlarm {

    private static final Logger LOG = LoggerFactory.getLogger(PlatformAlarm.class);
    private static final String RULE = "brokers-unreachable";

    private final Receiver receiver;
    private final String application;
    private @Nullable Notice open;
    private @Nullable Told told;

    /** @param application its id, which the dedup key names */
    public PlatformAlarm(Receiver receiver, String application) {
        this.receiver = receiver;
        this.application = application;
    }

    /** Whether the receiver has it. */
    boolean unreachable(String brokers, Instant since, Instant now) {
        var notice = new Notice(receiver.name(), RULE + "/default/" + application, RULE, application, Tier.page,
                Severity.critical, since);
        Outcome outcome = receiver.deliver(notice.opened("Tocsin can't reach the brokers " + brokers
                + ": nothing is judged, nobody is told of anything",
                "no answer for "
                        + Duration.between(since, now).toSeconds() + " s"),
                null);
        if (outcome instanceof Outcome.Delivered(var _, Told answer)) {
            open = notice;
            told = answer;
            LOG.error("the brokers {} can't be reached; {} was told", brokers, receiver.name());
            return true;
        }
        LOG.error("the brokers {} can't be reached, and {} couldn't be told: {}", brokers, receiver.name(), outcome);
        return false;
    }

    /** Whether the receiver has it. */
    boolean reached(String brokers, Instant now) {
        Notice notice = open;
        Told known = told;
        if (notice == null || known == null) {
            return true;
        }
        Outcome outcome = receiver.deliver(notice.resolved(now, "resolved: Tocsin reaches the brokers " + brokers
                + " again", "they answered"), notice.known(known));
        if (outcome instanceof Outcome.Retry) {
            LOG.warn("the brokers {} answer again, but {} couldn't be told: {}", brokers, receiver.name(), outcome);
            return false;
        }
        LOG.info("the brokers {} answer again; {} was told", brokers, receiver.name());
        open = null;
        told = null;
        return true;
    }
}
