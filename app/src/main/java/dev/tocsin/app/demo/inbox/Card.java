package dev.tocsin.app.demo.inbox;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One Slack message and everything it said before. */
final class Card {

    private final String channel;
    private final String ts;
    private final List<List<String>> versions = new ArrayList<>();
    private String text;

    Card(String channel, String ts, JsonNode message) {
        this.channel = channel;
        this.ts = ts;
        this.text = message.path("text").asText();
        versions.add(CardText.lines(message));
    }

    /** The lines that weren't there before; the first always. */
    List<String> update(JsonNode message) {
        text = message.path("text").asText();
        List<String> before = versions.getLast();
        List<String> now = CardText.lines(message);
        versions.add(now);
        return now.stream().filter(line -> !before.contains(line)).toList();
    }

    String text() {
        return text;
    }

    List<String> lines() {
        return versions.getLast();
    }

    int updates() {
        return versions.size() - 1;
    }

    boolean is(String otherChannel, String otherTs) {
        return channel.equals(otherChannel) && ts.equals(otherTs);
    }

    ObjectNode json() {
        ObjectNode json = Reply.object().put("channel", channel).put("ts", ts).put("text", text).put("updates",
                updates());
        ArrayNode history = json.putArray("history");
        versions.forEach(version -> history.add(String.join("\n", version)));
        return json;
    }
}
