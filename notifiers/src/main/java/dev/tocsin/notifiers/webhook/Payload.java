package dev.tocsin.notifiers.webhook;

import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tocsin.notifiers.digest.TeamDigest;
import dev.tocsin.notifiers.text.Cut;
import dev.tocsin.notifiers.text.Labels;
import dev.tocsin.notifiers.text.Quantity;
import dev.tocsin.notifiers.text.Words;
import dev.tocsin.schemas.v1.Hypothesis;
import dev.tocsin.schemas.v1.MatchedStep;
import dev.tocsin.schemas.v1.NamedReading;
import dev.tocsin.schemas.v1.Notification;

/**
 * A notification as JSON: what a webhook is sent where it has no template, and what a template is filled with. Every
 * field is always there, null or empty where there is nothing; numbers that aren't any are null.
 */
final class Payload {

    static final int VERSION = 1;

    private static final int MAX_TEXT = 4_000;
    private static final int MAX_LIST = 100;

    private Payload() {}

    /** All there is to say. */
    static ObjectNode full(Notification notification) {
        ObjectNode payload = plainest(notification);
        first(notification.getSteps()).forEach(step -> payload.withArray("steps").add(step(step)));
        first(notification.getTopMetrics()).forEach(named -> payload.withArray("top_metrics").add(metric(named)));
        first(notification.getHypotheses()).forEach(guess -> payload.withArray("hypotheses").add(guess(guess)));
        first(notification.getLines())
                .forEach(line -> payload.withArray("lines").add(Cut.line(Words.line(line), MAX_TEXT)));
        Labels.ofOwner(notification).entrySet().stream().limit(MAX_LIST).forEach(
                label -> payload.withObjectProperty("labels").put(label.getKey(), cut(label.getValue())));
        return payload;
    }

    /** The same without any list. */
    static ObjectNode plainest(Notification notification) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode().put("version", VERSION)
                .put("kind", Labels.isSummary(notification) ? "summary" : "incident")
                .put("id", notification.getId()).put("incident", notification.getIncident())
                .put("sequence", notification.getSequence()).put("action", notification.getAction().name())
                .put("tier", notification.getTier().name()).put("severity", notification.getSeverity().name())
                .put("state", notification.getTransition().name())
                .put("namespace", cut(notification.getNamespace())).put("service", cut(notification.getService()))
                .put("rule", cut(notification.getRule())).put("team", cut(notification.getTeam()))
                .put("runbook", cut(notification.getRunbook())).put("at", notification.getAt().toString())
                .put("opened_at", notification.getOpenedAt().toString())
                .put("summary", Cut.line(Words.summary(notification), MAX_TEXT))
                .put("reason", cut(notification.getReason())).put("capped_by", cut(notification.getCappedBy()))
                .put("tier_without_the_cap", notification.getUncappedTier().name())
                .put("score", finite(notification.getScore()));
        payload.putObject("labels");
        payload.putArray("steps");
        payload.putArray("top_metrics");
        payload.putArray("hypotheses");
        payload.putArray("lines");
        return payload;
    }

    /** One message about incidents that opened and closed before the receiver could be told. */
    static ObjectNode missed(List<Notification> closed) {
        Notification first = closed.getFirst();
        ObjectNode payload = plainest(first).put("kind", "missed").put("summary", Cut.line(
                "Happened before this receiver could be told, and is over: " + (closed.size() == 1
                        ? Words.summary(first)
                        : closed.size() + " incidents, the first " + Words.summary(first)),
                MAX_TEXT));
        ArrayNode lines = payload.withArray("lines");
        first(closed).forEach(one -> lines.add(Cut.line(Words.dayAndClock(one.getOpenedAt()) + ", for "
                + Words.openFor(one) + ", " + Words.service(one) + ": " + Words.summary(one), MAX_TEXT)));
        return payload;
    }

    /** A digest: teams, each with the newest line of its incidents, the loudest first. */
    static ObjectNode digest(TeamDigest digest) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode().put("version", VERSION).put("kind", "digest")
                .put("digest", digest.name()).put("from", digest.from().toString()).put("to", digest.to().toString())
                .put("summary", digest.headline()).put("incidents", digest.incidents()).put("more", digest.more());
        ArrayNode teams = payload.putArray("teams");
        digest.byTeam().forEach((team, entries) -> {
            ObjectNode node = teams.addObject().put("team", team.isEmpty() ? null : cut(team))
                    .put("incidents", entries.size());
            first(entries).forEach(entry -> node.withArray("lines").addObject().put("incident", entry.getIncident())
                    .put("service", cut(Words.service(entry.getNamespace(), entry.getService())))
                    .put("tier", entry.getTier().name()).put("tier_without_the_cap", entry.getUncappedTier().name())
                    .put("state", entry.getTransition().name()).put("at", entry.getAt().toString())
                    .put("summary", cut(entry.getSummary())).put("reason", cut(entry.getReason()))
                    .put("capped_by", cut(entry.getCappedBy()))
                    .put("runbook", cut(entry.getRunbook())));
        });
        return payload;
    }

    private static ObjectNode step(MatchedStep step) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("at", step.getAt().toString())
                .put("signal", cut(step.getSignal()))
                .put("service", cut(Words.service(step.getNamespace(), step.getService())))
                .put("tier", step.getTier().name()).put("metric", cut(step.getMetric()));
        return quantity(node, Quantity.of(step.getMetric(), step.getObserved(), step.getExpected()));
    }

    private static ObjectNode metric(NamedReading named) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("metric", cut(named.getMetric()))
                .put("direction", named.getReading().getDirection().name())
                .put("share", finite(named.getReading().getShare()));
        return quantity(node, Quantity.of(named.getMetric(), named.getReading().getObserved(),
                named.getReading().getExpected()));
    }

    private static ObjectNode guess(Hypothesis guess) {
        ObjectNode node = JsonNodeFactory.instance.objectNode()
                .put("service", cut(Words.service(guess.getNamespace(), guess.getService())))
                .put("metric", cut(guess.getMetric())).put("score", finite(guess.getScore()));
        ArrayNode evidence = node.putArray("for");
        first(guess.getEvidence()).forEach(line -> evidence.add(cut(line)));
        ArrayNode against = node.putArray("against");
        first(guess.getAgainst()).forEach(line -> against.add(cut(line)));
        return node;
    }

    private static ObjectNode quantity(ObjectNode node, Quantity quantity) {
        return node.put("observed", quantity.observed()).put("expected", quantity.expected());
    }

    private static <T> List<T> first(List<T> all) {
        return all.subList(0, Math.min(MAX_LIST, all.size()));
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null ? null : Cut.text(text, MAX_TEXT);
    }

    private static @Nullable Double finite(@Nullable Double number) {
        return number == null || !Double.isFinite(number) ? null : number;
    }
}
