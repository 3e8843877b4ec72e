package dev.tocsin.app.demo.inbox;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/** A Slack message as the lines a person reads: blocks, then attachments; without blocks its text. */
final class CardText {

    private CardText() {}

    static List<String> lines(JsonNode message) {
        List<String> lines = new ArrayList<>();
        blocks(message.path("blocks"), lines);
        if (lines.isEmpty()) {
            add(message.path("text").asText(), lines);
        }
        message.path("attachments").forEach(attachment -> blocks(attachment.path("blocks"), lines));
        return lines;
    }

    private static void blocks(JsonNode blocks, List<String> lines) {
        for (JsonNode block : blocks) {
            add(block.path("text").path("text").asText(), lines);
            block.path("fields").forEach(field -> add(field.path("text").asText(), lines));
            block.path("elements").forEach(element -> add(element.path("text").asText(), lines));
        }
    }

    private static void add(String mrkdwn, List<String> lines) {
        if (!mrkdwn.isEmpty()) {
            plain(mrkdwn).lines().forEach(lines::add);
        }
    }

    /** Entities last to first, so that an escaped entity stays what it was. */
    private static String plain(String mrkdwn) {
        return mrkdwn.replace("*", "").replace("`", "").replace("&lt;", "<").replace("&gt;", ">")
                .replace("&amp;", "&");
    }
}
