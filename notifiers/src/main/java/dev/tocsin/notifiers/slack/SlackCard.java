package dev.tocsin.notifiers.slack;

import java.util.List;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tocsin.notifiers.text.Labels;
import dev.tocsin.notifiers.text.Words;
import dev.tocsin.schemas.v1.Action;
import dev.tocsin.schemas.v1.Notification;

/**
 * A notification as a Slack message that a person reads on a phone: header, one line, the climb, what stands out, where
 * it comes from. All of Slack's limits hold by construction; a card that would be too large keeps fewer lines.
 */
final class SlackCard {

    /** Slack's undocumented total lies at about 13,200 characters of blocks. */
    static final int MAX_TOTAL = 12_000;
    static final int MAX_HEADER = 150;
    static final int MAX_SECTION = 3_000;
    static final int MAX_TEXT = 1_000;

    private static final int MAX_CONTEXT = 600;
    private static final List<Detail> DETAILS = List.of(new Detail(12, 5, 3), new Detail(8, 3, 1),
            new Detail(5, 2, 0), new Detail(3, 0, 0), new Detail(0, 0, 0));
    private static final int MAX_MISSED = 20;

    /** How many lines of each list a card shows. */
    private record Detail(int steps, int metrics, int guesses) {}

    private SlackCard() {}

    /** The whole card: {@code text}, {@code blocks} and {@code attachments}. */
    static ObjectNode full(Notification notification) {
        for (Detail detail : DETAILS) {
            ObjectNode card = card(notification, detail);
            if (size(card) <= MAX_TOTAL) {
                return card;
            }
        }
        return plainest(notification);
    }

    /** The same as one line of text. */
    static ObjectNode plainest(Notification notification) {
        return JsonNodeFactory.instance.objectNode().put("text", fallback(notification));
    }

    /** One message about incidents that opened and closed before Slack could be told. */
    static ObjectNode missed(List<Notification> closed) {
        String head = "🕳️ Happened before Slack could be told, and is over: " + closed.size()
                + (closed.size() == 1 ? " incident" : " incidents");
        StringBuilder lines = new StringBuilder();
        for (Notification one : closed.subList(0, Math.min(MAX_MISSED, closed.size()))) {
            lines.append("• ").append(Mrkdwn.line(Words.dayAndClock(one.getOpenedAt()) + ", for "
                    + Words.openFor(one) + ": " + Words.summary(one), MAX_SECTION / (MAX_MISSED + 1) - 3)).append('\n');
        }
        if (closed.size() > MAX_MISSED) {
            lines.append("_… and ").append(closed.size() - MAX_MISSED).append(" more, all in the digest_");
        }
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("text", Mrkdwn.line(head, MAX_TEXT));
        ArrayNode blocks = message.putArray("blocks");
        section(blocks, "*" + Mrkdwn.line(head, MAX_HEADER) + "*");
        section(blocks, lines.toString());
        return message;
    }

    /** Characters of the JSON of all blocks, which is never less than what Slack counts. */
    static int size(ObjectNode card) {
        return card.path("blocks").toString().length() + card.path("attachments").toString().length();
    }

    private static ObjectNode card(Notification notification, Detail detail) {
        Look look = Look.of(notification);
        ObjectNode card = JsonNodeFactory.instance.objectNode().put("text", fallback(notification));
        ArrayNode top = card.putArray("blocks");
        top.addObject().put("type", "header").putObject("text").put("type", "plain_text").put("emoji", true)
                .put("text", Mrkdwn.line(look.emoji() + " " + look.state() + " · " + Words.service(notification),
                        MAX_HEADER));
        section(top, Mrkdwn.line(Words.happening(notification), MAX_TEXT));
        ObjectNode bar = card.putArray("attachments").addObject().put("color", look.color())
                .put("fallback", fallback(notification));
        body(bar.putArray("blocks"), notification, detail);
        return card;
    }

    private static void body(ArrayNode blocks, Notification notification, Detail detail) {
        section(blocks, since(notification));
        list(blocks, "What happened", CardLines.summed(notification, detail.steps()));
        list(blocks, "The climb", CardLines.steps(notification, detail.steps()));
        list(blocks, "What stands out", CardLines.contributions(notification, detail.metrics()));
        list(blocks, "Likely cause", CardLines.hypotheses(notification, detail.guesses()));
        if (notification.getCappedBy() != null) {
            section(blocks, Mrkdwn.line(Words.kept(notification.getTier(), notification.getCappedBy(),
                    notification.getUncappedTier()), MAX_CONTEXT));
        }
        if (notification.getRunbook() != null) {
            section(blocks, "Runbook: " + Mrkdwn.line(notification.getRunbook(), MAX_CONTEXT));
        }
        blocks.addObject().put("type", "context").putArray("elements").addObject().put("type", "mrkdwn")
                .put("text", owner(notification) + "rule " + Mrkdwn.line(notification.getRule(), MAX_HEADER)
                        + " · incident " + Mrkdwn.line(notification.getIncident(), MAX_CONTEXT));
    }

    /** {@code team shop · region: eu · }; empty where nobody answers for the service. */
    private static String owner(Notification notification) {
        if (notification.getTeam() == null) {
            return "";
        }
        String labels = Labels.ofOwner(notification).entrySet().stream()
                .map(label -> label.getKey() + ": " + label.getValue()).collect(Collectors.joining(" · "));
        return "team " + Mrkdwn.line(notification.getTeam(), MAX_HEADER) + " · "
                + (labels.isEmpty() ? "" : Mrkdwn.line(labels, MAX_CONTEXT) + " · ");
    }

    private static String since(Notification notification) {
        String opened = Words.dayAndClock(notification.getOpenedAt());
        String open = Words.openFor(notification);
        String when = notification.getAction() == Action.resolve
                ? "Resolved at " + Words.clock(notification.getAt()) + " after *" + open + "*, opened " + opened
                : "Since " + opened + " (" + open + ")";
        return notification.getReason().isBlank()
                ? when
                : when + "\n_" + Mrkdwn.line(notification.getReason(), MAX_CONTEXT) + "_";
    }

    private static void list(ArrayNode blocks, String title, List<String> lines) {
        if (!lines.isEmpty()) {
            section(blocks, "*" + title + "*\n" + String.join("\n", lines));
        }
    }

    /** A section of text that is escaped already; lines that don't fit go, the last first. */
    private static void section(ArrayNode blocks, String mrkdwn) {
        String fits = mrkdwn;
        while (fits.length() > MAX_SECTION) {
            int lastLine = fits.lastIndexOf('\n');
            fits = lastLine > 0 ? fits.substring(0, lastLine) : fits.substring(0, MAX_SECTION);
        }
        blocks.addObject().put("type", "section").putObject("text").put("type", "mrkdwn").put("text", fits);
    }

    private static String fallback(Notification notification) {
        Look look = Look.of(notification);
        return Mrkdwn.line(look.emoji() + " " + look.state() + " · " + Words.service(notification) + ": "
                + Words.happening(notification), MAX_TEXT);
    }
}
