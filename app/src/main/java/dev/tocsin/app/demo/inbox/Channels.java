package dev.tocsin.app.demo.inbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;

/**
 * Slack's {@code chat.postMessage} and {@code chat.update} as far as a bot sees them: logical errors are answers of 200
 * with {@code ok:false}. Not safe for use by several threads.
 */
final class Channels {

    private static final int MAX_TEXT = 40_000;
    private static final int MAX_UPDATE_TEXT = 4_000;
    private static final int MAX_BLOCKS = 50;
    private static final int MAX_SECTION = 3_000;
    private static final int MAX_HEADER = 150;
    private static final int MAX_TOTAL = 13_200;
    private static final long FIRST_TS = 1_700_000_000L;

    private final List<Card> cards = new ArrayList<>();
    private final Screen screen;

    Channels(Screen screen) {
        this.screen = screen;
    }

    Reply post(@Nullable String authorization, @Nullable JsonNode message) {
        Optional<String> error = error(authorization, message, MAX_TEXT);
        if (message == null || error.isPresent()) {
            return notOk(error.orElse("invalid_json"));
        }
        String channel = id(message.path("channel").asText());
        String ts = String.format(Locale.ROOT, "%d.%06d", FIRST_TS + cards.size(), cards.size() + 1);
        Card card = new Card(channel, ts, message);
        cards.add(card);
        screen.slack(channel, "new card " + ts, card.lines());
        return ok(channel, ts);
    }

    Reply update(@Nullable String authorization, @Nullable JsonNode message) {
        Optional<String> error = error(authorization, message, MAX_UPDATE_TEXT);
        if (message == null || error.isPresent()) {
            return notOk(error.orElse("invalid_json"));
        }
        String channel = message.path("channel").asText();
        String ts = message.path("ts").asText();
        Optional<Card> card = cards.stream().filter(one -> one.is(channel, ts)).findFirst();
        if (card.isEmpty()) {
            return notOk("message_not_found");
        }
        List<String> changed = card.get().update(message);
        screen.slack(channel, "card " + ts + " updated (" + card.get().updates() + "): " + card.get().text(), changed);
        return ok(channel, ts);
    }

    ArrayNode json(ArrayNode into) {
        cards.forEach(card -> into.add(card.json()));
        return into;
    }

    static Reply notOk(String error) {
        return Reply.of(200, Reply.object().put("ok", false).put("error", error));
    }

    private static Reply ok(String channel, String ts) {
        return Reply.of(200, Reply.object().put("ok", true).put("channel", channel).put("ts", ts));
    }

    /** Slack answers with a channel's id whatever name it was asked by. */
    private static String id(String channel) {
        return channel.startsWith("C-") ? channel : "C-" + channel.replaceFirst("^#", "");
    }

    private static Optional<String> error(@Nullable String authorization, @Nullable JsonNode message, int maxText) {
        if (authorization == null || !authorization.startsWith("Bearer ")) {
            return Optional.of("not_authed");
        }
        if (message == null) {
            return Optional.of("invalid_json");
        }
        if (message.path("channel").asText().isBlank()) {
            return Optional.of("channel_not_found");
        }
        if (message.path("text").asText().isEmpty() && message.path("blocks").isEmpty()) {
            return Optional.of("no_text");
        }
        if (message.path("text").asText().length() > maxText) {
            return Optional.of("msg_too_long");
        }
        return blockError(message);
    }

    private static Optional<String> blockError(JsonNode message) {
        List<JsonNode> blocks = new ArrayList<>();
        message.path("blocks").forEach(blocks::add);
        message.path("attachments").forEach(attachment -> attachment.path("blocks").forEach(blocks::add));
        if (blocks.size() > MAX_BLOCKS || !blocks.stream().allMatch(Channels::isLegal)) {
            return Optional.of("invalid_blocks");
        }
        int total = blocks.stream().mapToInt(block -> block.toString().length()).sum();
        return total > MAX_TOTAL ? Optional.of("msg_blocks_too_long") : Optional.empty();
    }

    private static boolean isLegal(JsonNode block) {
        int text = block.path("text").path("text").asText().length();
        return switch (block.path("type").asText()) {
            case "header" -> text >= 1 && text <= MAX_HEADER;
            case "section" -> text >= 1 && text <= MAX_SECTION;
            case "context" -> !block.path("elements").isEmpty() && block.path("elements").size() <= 10;
            default -> false;
        };
    }
}
