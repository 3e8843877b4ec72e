package dev.tocsin.notifiers.alertmanager;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.tocsin.notifiers.receiver.Need;
import dev.tocsin.notifiers.receiver.Outcome;
import dev.tocsin.notifiers.receiver.Outcome.Delivered;
import dev.tocsin.notifiers.receiver.Outcome.Skipped;
import dev.tocsin.notifiers.receiver.Reason;
import dev.tocsin.notifiers.receiver.Reminder;
import dev.tocsin.notifiers.receiver.Told;
import dev.tocsin.notifiers.text.Cut;
import dev.tocsin.notifiers.text.Words;
import dev.tocsin.schemas.v1.Action;
import dev.tocsin.schemas.v1.Notification;
import dev.tocsin.schemas.v1.ReceiverState;

import okhttp3.OkHttpClient;

/**
 * Alertmanager through its API v2: an open incident is a firing alert, sent again for as long as it is open, since
 * Alertmanager ends what it isn't reminded of; a resolve ends it. Who is told then is Alertmanager's own routing tree.
 */
public final class AlertmanagerReceiver implements Reminder {

    private static final int MAX_LINES = 20;
    private static final int MAX_LINE = 200;
    /** Alertmanager's own groups wait half a minute by default; a summary must outlive that. */
    private static final Duration SUMMARY_LASTS = Duration.ofMinutes(5);

    private final String name;
    private final AlertmanagerSettings settings;
    private final Cluster cluster;
    private final InstantSource clock;

    /**
     * @param name routes know it by
     * @param clock by which alerts end
     */
    public AlertmanagerReceiver(String name, AlertmanagerSettings settings, OkHttpClient client, InstantSource clock) {
        this.name = name;
        this.settings = settings;
        this.cluster = new Cluster(settings, client);
        this.clock = clock;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Need need(Notification notification, @Nullable ReceiverState known) {
        return Need.fromOpeningToEnd(notification, known);
    }

    @Override
    public Outcome deliver(Notification notification, @Nullable ReceiverState known) {
        Alert told = known == null || !known.getOpen() ? null : Alert.read(known.getChannel());
        return need(notification, known).fulfil(
                () -> send(notification, Alert.of(notification, settings.labels()), told, Reason.ACCEPTED),
                () -> send(notification, Alert.plainest(notification, settings.labels()), told, Reason.RESHAPED));
    }

    /** One alert that says so and ends by itself. */
    @Override
    public Outcome tellMissed(List<Notification> closed) {
        Notification first = closed.getFirst();
        var labels = new TreeMap<>(settings.labels());
        labels.put("alertname", "happened-unseen");
        labels.put("severity", "warning");
        labels.put("incident", Cut.line("missed/" + first.getIncident(), 255));
        StringBuilder lines = new StringBuilder();
        closed.stream().limit(MAX_LINES).forEach(one -> lines.append(Cut.line(Words.dayAndClock(one.getOpenedAt())
                + ", for " + Words.openFor(one) + ", " + Words.service(one) + ": " + Words.summary(one), MAX_LINE))
                .append('\n'));
        var annotations = JsonNodeFactory.instance.objectNode().put("summary",
                closed.size() + " incidents opened and closed before Alertmanager could be told")
                .put("description", lines.toString().strip());
        Instant now = clock.instant();
        return cluster.send(alerts().add(new Alert(labels, annotations, now).ended(now.plus(SUMMARY_LASTS))),
                new Delivered(Reason.TOLD_AS_MISSED, Told.closed()));
    }

    @Override
    public Duration every() {
        return settings.refresh();
    }

    @Override
    public Outcome remind(List<ReceiverState> open) {
        ArrayNode alerts = alerts();
        open.stream().map(state -> Alert.read(state.getChannel())).filter(Objects::nonNull)
                .forEach(alert -> alerts.add(alert.firing()));
        return alerts.isEmpty()
                ? new Skipped(Reason.NEVER_TOLD)
                : cluster.send(alerts, new Delivered(Reason.ACCEPTED, Told.opened()));
    }

    /** Ends the alert that was told, where it isn't the same any more. */
    private Outcome send(Notification notification, Alert alert, @Nullable Alert told, Reason success) {
        boolean resolved = notification.getAction() == Action.resolve;
        Instant now = clock.instant();
        ArrayNode alerts = alerts();
        if (told != null && (resolved || !told.labels().equals(alert.labels()))) {
            alerts.add(told.ended(now));
        }
        if (!resolved) {
            alerts.add(alert.firing());
        } else if (alerts.isEmpty()) {
            alerts.add(alert.ended(now));
        }
        return cluster.send(alerts, new Delivered(success,
                resolved ? Told.closed() : new Told(true, alert.stored(), null)));
    }

    private static ArrayNode alerts() {
        return JsonNodeFactory.instance.arrayNode();
    }
}
