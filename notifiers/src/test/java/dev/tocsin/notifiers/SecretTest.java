package dev.tocsin.notifiers;

import org.junit.jupiter.api.Test;

import dev.tocsin.notifiers.pagerduty.PagerDutySettings;
import dev.tocsin.notifiers.slack.SlackSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SecretTest {

    @Test
    void is_printed_by_nothing_that_holds_it() {
        // Given
        Secret secret = Secret.of(" hunter2hunter2\n");
        // Then
        assertThat(secret.reveal()).isEqualTo("hunter2hunter2");
        assertThat(secret).hasToString("***");
        assertThat(PagerDutySettings.of(PagerDutySettings.US, secret).toString()).doesNotContain("hunter2");
        assertThat(SlackSettings.bot(secret, "#a").toString()).doesNotContain("hunter2");
        assertThat(secret.maskedIn("key hunter2hunter2!")).isEqualTo("key ***!");
    }

    @Test
    void is_not_blank() {
        assertThatThrownBy(() -> Secret.of("  ")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("secret is blank");
    }
}
