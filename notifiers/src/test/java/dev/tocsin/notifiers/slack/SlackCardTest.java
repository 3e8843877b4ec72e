package dev.tocsin.notifiers.slack;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tocsin.notifiers.Notifications;
import dev.tocsin.notifiers.Seed;
import dev.tocsin.notifiers.digest.DigestLines;
import dev.tocsin.notifiers.digest.TeamDigest;
import dev.tocsin.schemas.v1.DigestEntry;
import dev.tocsin.schemas.v1.Level;
import dev.tocsin.schemas.v1.Notification;

import static org.assertj.core.api.Assertions.assertThat;

class SlackCardTest {

    @Test
    void reads_as_a_climb() {
        // When
        ObjectNode card = SlackCard.full(Notifications.page("i/1", 5));
        // Then
        assertThat(card.at("/blocks/0/text/text").asText()).isEqualTo("🚨 PAGE · prod/checkout");
        assertThat(card.at("/attachments/0/color").asText()).isEqualTo("#c0152f");
        assertThat(card.at("/attachments/0/blocks/0/text/text").asText())
                .isEqualTo("Since 2026-03-01 12:00:00 UTC (5 min)\n_step cpu matched_");
        assertThat(card.at("/attachments/0/blocks/1/text/text").asText()).isEqualTo("""
                *The climb*
                `12:00:00` 📝 *latency_high*: p99 *812.4*, expected 120
                `12:00:00` ⚠️ *errors_up*: error_ratio *12 %*, expected 0.1 %
                `12:00:00` 🚨 *cpu_saturated*: cpu *0.99*, expected 0.4""");
        assertThat(card.at("/attachments/0/blocks/2/text/text").asText()).contains("p99 *812.4*, expected 120 (60 %)");
        assertThat(card.toString()).contains("rule cascade · incident i/1");
    }

    @Test
    void says_which_relation_broke() {
        // Given
        Notification notification = Notifications.page("i/1", 5);
        notification.setReason("sustained: anomalous in 5 of 10 windows; cpu fell while traffic rose"
                + " (-1.6 sigmas, expected +1.5)");
        // Then
        assertThat(SlackCard.full(notification).at("/attachments/0/blocks/0/text/text").asText())
                .endsWith("windows; cpu fell while traffic rose (-1.6 sigmas, expected +1.5)_");
    }

    @Test
    void names_who_answers_for_the_service_and_what_to_read() {
        // Given
        Notification notification = Notifications.page("i/1", 1);
        notification.setTeam("shop & co");
        notification.setLabels(Map.of("region", "eu", "refresh", "true"));
        // When
        String card = SlackCard.full(notification).toString();
        // Then
        assertThat(card).contains("team shop &amp; co · region: eu · rule cascade", "Runbook: https://runbooks");
    }

    @Test
    void keeps_every_limit_for_any_notification() {
        Seed.each(400, random -> {
            // Given
            Notification notification = Notifications.arbitrary(random);
            // When
            List<ObjectNode> all = List.of(SlackCard.full(notification), SlackCard.plainest(notification),
                    SlackCard.missed(Collections.nCopies(1 + random.nextInt(60), notification)));
            // Then
            all.forEach(SlackCardTest::assertLegal);
        });
    }

    @Test
    void a_digest_keeps_every_limit_and_names_the_teams() {
        Seed.each(100, random -> {
            // Given
            SortedMap<String, List<DigestEntry>> teams = new TreeMap<>();
            for (int team = random.nextInt(40); team > 0; team--) {
                teams.put(Notifications.text(random, 50), Collections.nCopies(1 + random.nextInt(30),
                        DigestLines.entry(Notifications.arbitrary(random))));
            }
            // When
            ObjectNode message = SlackDigest.of(new TeamDigest("morning", Notifications.OPENED,
                    Notifications.OPENED.plusSeconds(1), teams, random.nextInt(3)));
            // Then
            assertLegal(message);
        });
        ObjectNode message = SlackDigest.of(new TeamDigest("morning", Notifications.OPENED,
                Notifications.OPENED.plusSeconds(3600),
                new TreeMap<>(Map.of("shop", List.of(DigestLines.entry(Notifications.page("i/1", 1))))), 0));
        assertThat(message.path("text").asText()).startsWith("🗞️ morning: 1 incident, 1 of them a page");
        assertThat(message.at("/blocks/1/text/text").asText())
                .startsWith("*shop* (1)\n🚨 12:01:00 checkout: latency, then errors, then CPU");
    }

    @Test
    void a_digest_says_why_and_how_many_lines_had_no_room() {
        // Given
        Notification broken = Notifications.page("i/1", 1);
        broken.setReason("matched: unusual; cpu fell while traffic rose");
        Notification wordy = Notifications.page("i/2", 1);
        wordy.setSummary("x".repeat(400));
        List<DigestEntry> lines = new ArrayList<>(Collections.nCopies(11, DigestLines.entry(wordy)));
        lines.addFirst(DigestLines.entry(broken));
        // When
        String text = SlackDigest
                .of(new TeamDigest("morning", Notifications.OPENED, Notifications.OPENED.plusSeconds(1),
                        new TreeMap<>(Map.of("shop", lines)), 0))
                .at("/blocks/1/text/text").asText();
        // Then
        assertThat(text).contains(": matched: unusual; cpu fell while traffic rose\n");
        long shown = text.lines().filter(line -> line.startsWith("🚨")).count();
        assertThat(text).endsWith("_… and " + (12 - shown) + " more_");
    }

    @Test
    void lists_what_a_summary_sums_up() {
        // Given
        Notification behind = Notifications.page("i/1", 5);
        behind.setLines(List.of(Notifications.line("cart: errors")));
        // Then
        assertThat(SlackCard.full(behind).at("/attachments/0/blocks/1/text/text").asText())
                .isEqualTo("*What happened*\n🚨 12:00:00, for 4 min, prod/cart: cart: errors");
    }

    @Test
    void shows_what_stands_out_only_while_something_does() {
        // Given
        Notification resolved = Notifications.resolve("i/1", 5);
        resolved.getTopMetrics().forEach(named -> named.getReading().setLevel(Level.normal));
        Notification burning = Notifications.page("i/1", 5);
        burning.getTopMetrics().getLast().getReading().setShare(0.004);
        // Then
        assertThat(SlackCard.full(resolved).toString()).contains("The climb").doesNotContain("What stands out");
        assertThat(SlackCard.full(burning).at("/attachments/0/blocks/2/text/text").asText())
                .isEqualTo("*What stands out*\n• p99 *812.4*, expected 120 (60 %)");
    }

    @Test
    void says_service_and_state_once() {
        // Given
        Notification resolved = Notifications.resolve("i/1", 5);
        resolved.setSummary("prod/checkout: resolved after 5 min: latency (cascade)");
        // When
        ObjectNode card = SlackCard.full(resolved);
        // Then
        assertThat(card.path("text").asText()).isEqualTo("✅ RESOLVED · prod/checkout: latency (cascade)");
        assertThat(card.at("/blocks/1/text/text").asText()).isEqualTo("latency (cascade)");
    }

    @Test
    void pings_nobody() {
        // Given
        Notification notification = Notifications.page("<!channel>", 1);
        notification.setSummary("<!here> & <@U1> a>b");
        notification.setService("<!everyone>");
        notification.getSteps().getFirst().setMetric("<!channel>");
        // When
        String card = SlackCard.full(notification).toString();
        // Then
        assertThat(card).doesNotContain("<!").doesNotContain("<@").contains("&lt;!here&gt; &amp; &lt;@U1&gt; a&gt;b");
    }

    @Test
    void cuts_no_entity_in_two() {
        for (int max = 6; max < 40; max++) {
            // When
            String cut = Mrkdwn.line("&<>".repeat(20), max);
            // Then
            assertThat(cut.length()).isLessThanOrEqualTo(max);
            assertThat(cut).matches("(&amp;|&lt;|&gt;)*…");
        }
    }

    private static void assertLegal(ObjectNode card) {
        assertThat(card.path("text").asText().length()).isBetween(1, 4_000);
        assertThat(card.path("blocks").size() + card.at("/attachments/0/blocks").size()).isLessThanOrEqualTo(50);
        assertThat(SlackCard.size(card)).isLessThanOrEqualTo(12_000);
        card.path("blocks").forEach(SlackCardTest::assertLegalBlock);
        card.at("/attachments/0/blocks").forEach(SlackCardTest::assertLegalBlock);
        String json = card.toString();
        assertThat(json).doesNotContain("<!");
        assertThat(new String(json.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)).isEqualTo(json);
    }

    private static void assertLegalBlock(JsonNode block) {
        String text = block.at("/text/text").asText();
        switch (block.path("type").asText()) {
            case "header" -> assertThat(text.length()).isBetween(1, 150);
            case "section" -> assertThat(text.length()).isBetween(1, 3_000);
            default -> assertThat(block.path("elements").size()).isBetween(1, 10);
        }
    }
}
