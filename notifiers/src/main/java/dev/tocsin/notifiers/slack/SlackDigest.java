package dev.tocsin.notifiers.slack;

import java.util.List;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tocsin.notifiers.digest.TeamDigest;
import dev.tocsin.notifiers.text.Words;
import dev.tocsin.schemas.v1.DigestEntry;
import dev.tocsin.schemas.v1.Tier;

/** A digest as one Slack message: a section per team, the loudest incidents first, within Slack's limits. */
final class SlackDigest {

    private static final int MAX_TEAMS = 12;
    private static final int MAX_LINES = 10;
    private static final int MAX_LINE = 280;
    private static final int MAX_TEAM = 100;
    private static final int MAX_SECTION = 2_900;

    private SlackDigest() {}

    static ObjectNode of(TeamDigest digest) {
        String head = "🗞️ " + digest.name() + ": " + digest.headline() + ", " + Words.dayAndClock(digest.from())
                + " – "
                + Words.dayAndClock(digest.to());
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("text", Mrkdwn.line(head, 1_000));
        ArrayNode blocks = message.putArray("blocks");
        section(blocks, "*" + Mrkdwn.line(head, 500) + "*");
        int room = SlackCard.MAX_TOTAL - 1_500;
        int shown = 0;
        for (var team : digest.byTeam().entrySet()) {
            String text = team(team.getKey(), team.getValue());
            if (shown == MAX_TEAMS || text.length() > room) {
                break;
            }
            room -= text.length() + 100;
            shown++;
            section(blocks, text);
        }
        int left = digest.byTeam().size() - shown;
        if (left > 0 || digest.more() > 0) {
            section(blocks, "_… " + (left > 0 ? left + " more teams" : digest.more() + " more incidents")
                    + ", all in the digest topic_");
        }
        return message;
    }

    private static String team(String team, List<DigestEntry> entries) {
        StringBuilder text = new StringBuilder("*" + (team.isEmpty() ? "nobody's" : Mrkdwn.line(team, MAX_TEAM)) + "* ("
                + entries.size() + ")");
        int shown = 0;
        for (DigestEntry entry : entries.subList(0, Math.min(MAX_LINES, entries.size()))) {
            String line = "\n" + Look.of(tier(entry)).emoji() + " " + Mrkdwn.line(Words.clock(entry.getAt()) + " "
                    + entry.getSummary() + kept(entry) + why(entry), MAX_LINE);
            if (text.length() + line.length() > MAX_SECTION) {
                break;
            }
            text.append(line);
            shown++;
        }
        if (entries.size() > shown) {
            text.append("\n_… and ").append(entries.size() - shown).append(" more_");
        }
        return text.toString();
    }

    private static String why(DigestEntry entry) {
        return entry.getReason().isBlank() ? "" : ": " + entry.getReason();
    }

    private static String kept(DigestEntry entry) {
        String kept = Words.kept(entry.getTier(), entry.getCappedBy(), entry.getUncappedTier());
        return kept.isEmpty() ? "" : " (" + kept + ")";
    }

    private static Tier tier(DigestEntry entry) {
        return entry.getCappedBy() == null ? entry.getTier() : entry.getUncappedTier();
    }

    private static void section(ArrayNode blocks, String mrkdwn) {
        blocks.addObject().put("type", "section").putObject("text").put("type", "mrkdwn").put("text", mrkdwn);
    }
}
