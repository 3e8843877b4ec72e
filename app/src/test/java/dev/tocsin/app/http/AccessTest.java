package dev.tocsin.app.http;

import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.tocsin.app.http.Access.Decision;
import dev.tocsin.app.settings.HttpSettings;
import dev.tocsin.app.settings.HttpSettings.Part;
import dev.tocsin.notifiers.Secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AccessTest {

    private static final Optional<Secret> TOKEN = Optional.of(Secret.of("s3same"));

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:8484", "127.0.0.1:8484", "127.8.9.1", "[::1]:8484"})
    void thisMachineByItsOwnNamesNeedsNoToken(String host) {
        // Given
        Access access = Access.of(HttpSettings.STANDARD);
        // When
        Decision decision = access.decide("/api/v1/changes", host, null);
        // Then
        assertThat(decision).isEqualTo(Decision.ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "127.0.0.1.evil.example:8484", "localhost.evil.example", "10.0.0.7", "a b",
            "localhost@evil.example"})
    void aNameThatWasReboundToThisMachineIsForeign(String host) {
        // Given
        Access access = Access.of(HttpSettings.STANDARD);
        // When
        Decision decision = access.decide("/metrics", host, null);
        // Then
        assertThat(decision).isEqualTo(Decision.FOREIGN_HOST);
    }

    @Test
    void withATokenEverythingNeedsIt() {
        // Given
        Access access = Access.of(new HttpSettings("0.0.0.0", 1, TOKEN, Set.of()));
        // When, Then
        assertThat(access.decide("/metrics", "tocsin:1", "Bearer s3same")).isEqualTo(Decision.ALLOWED);
        assertThat(access.decide("/metrics", "tocsin:1", "bearer  s3same ")).isEqualTo(Decision.ALLOWED);
        for (String wrong : new String[]{null, "", "Bearer", "Bearer ", "Bearer s3sam", "Bearer s3same2", "s3same",
                "Basic s3same"}) {
            assertThat(access.decide("/healthz", "localhost", wrong)).as("%s", wrong)
                    .isEqualTo(Decision.UNKNOWN_CALLER);
        }
    }

    @Test
    void whatIsOpenNeedsNoTokenAndNothingElseIs() {
        // Given
        Access access = Access.of(new HttpSettings("0.0.0.0", 1, Optional.empty(), Set.of(Part.HEALTH)));
        // When, Then
        assertThat(access.decide("/healthz", "10.0.0.7:1", null)).isEqualTo(Decision.ALLOWED);
        assertThat(access.decide("/-/ready", "10.0.0.7:1", null)).isEqualTo(Decision.ALLOWED);
        for (String closed : new String[]{"/metrics", "/healthz/", "/healthz/../metrics", "/api/v1/changes", "/"}) {
            assertThat(access.decide(closed, "localhost", "Bearer ")).as(closed).isEqualTo(Decision.UNKNOWN_CALLER);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "10.1.2.3", "tocsin.example", "127.0.0.1.nip.io"})
    void beyondThisMachineWithoutATokenIsRefused(String host) {
        assertThatThrownBy(() -> new HttpSettings(host, 8484)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(host).hasMessageContaining("http.token").hasMessageContaining("http.open");
    }
}
