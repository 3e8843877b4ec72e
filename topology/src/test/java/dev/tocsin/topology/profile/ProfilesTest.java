package dev.tocsin.topology.profile;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.tocsin.detectors.Profile;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.suppression.Document;
import dev.tocsin.escalation.suppression.Glob;
import dev.tocsin.escalation.suppression.ServiceGlob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ProfilesTest {

    private static final Profile USUAL = Profile.standard(Duration.ofMinutes(1));
    private static final String STANDARD = USUAL.name() + "@" + USUAL.version();

    @Test
    void withoutDocumentsEveryServiceIsJudgedAsUsual() {
        Choice choice = new Profiles(List.of(), USUAL).of(service("a/b"));

        assertThat(choice.current().label()).isEqualTo(STANDARD);
        assertThat(choice.current().profile()).isEqualTo(USUAL);
        assertThat(choice.candidate()).isNull();
    }

    @Test
    void onlyADocumentThatJudgesMakesAnybodyListenToAModelOutside() {
        Outside outside = new Outside(new Glob("lstm"), Outside.Use.MEMBER, Duration.ofMinutes(5));
        ServiceProfile judging = new ServiceProfile(document("*", "listens"), List.of(ServiceGlob.ANY), Base.STANDARD,
                Tuned.NOTHING, List.of(), null, outside);

        assertThat(new Profiles(List.of(judging("*", "deaf", "*")), USUAL).listen()).isFalse();
        assertThat(new Profiles(List.of(judging("*", "deaf", "*"), judging), USUAL).listen()).isTrue();
    }

    @Test
    void aNamespacesOwnComesFirstThenTheMostExactGlobThenTheName() {
        // Given
        Profiles profiles = new Profiles(List.of(judging("*", "z", "*"), judging("*", "b", "shop-*"),
                judging("*", "a", "*-cart"), judging("eu", "own", "*")), USUAL);

        // Then
        assertThat(label(profiles, "us/shop-cart")).isEqualTo("a@7");
        assertThat(label(profiles, "us/shop-till")).isEqualTo("b@7");
        assertThat(label(profiles, "us/other")).isEqualTo("z@7");
        assertThat(label(profiles, "eu/shop-cart")).isEqualTo("eu/own@7");
    }

    @Test
    void whatADocumentLeavesOpenIsAsItsBaseHasIt() {
        // Given
        ZoneId zone = ZoneId.of("Asia/Tokyo");
        ServiceProfile tokyo = new ServiceProfile(document("*", "tokyo"), List.of(ServiceGlob.ANY), Base.STANDARD,
                new Tuned(0.25, null, Duration.ofHours(6), zone), List.of(), null, null);

        // When
        Profile profile = new Profiles(List.of(tokyo), USUAL).of(service("a/b")).current().profile();

        // Then
        assertThat(profile.falseAlarmHoursPerDay()).isEqualTo(0.25);
        assertThat(profile.memory().patience()).isEqualTo(Duration.ofHours(6));
        assertThat(profile.memory().halfLife()).isEqualTo(USUAL.memory().halfLife());
        assertThat(profile.season().zone()).isEqualTo(zone);
        assertThat(profile.scaling()).isEqualTo(USUAL.scaling());
        assertThat(profile.name()).isEqualTo("tokyo");
    }

    @Test
    void aCandidateLooksOnAtItsShareAndNeverJudges() {
        // Given
        Profiles profiles = new Profiles(List.of(candidate("half", 0.5)), USUAL);

        // When
        long tried = 0;
        for (int i = 0; i < 2_000; i++) {
            Choice choice = profiles.of(service("eu/service-" + i));
            assertThat(choice.current().label()).isEqualTo(STANDARD);
            assertThat(profiles.of(service("eu/service-" + i))).isEqualTo(choice);
            tried += choice.candidate() == null ? 0 : 1;
        }

        // Then
        assertThat(tried).isBetween(900L, 1_100L);
        assertThat(profiles.of(service("eu/service-0")).candidate())
                .isEqualTo(new Profiles(List.of(candidate("half", 0.5)), USUAL).of(service("eu/service-0"))
                        .candidate());
    }

    @Test
    void aShareOfNothingIsRefused() {
        assertThatThrownBy(() -> new Trial(0)).hasMessage("share is 0.0, must be above 0 and at most 1");
        assertThatThrownBy(() -> new Trial(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String label(Profiles profiles, String service) {
        return profiles.of(service(service)).current().label();
    }

    private static ServiceId service(String name) {
        return ServiceId.parse(name);
    }

    private static ServiceProfile judging(String namespace, String name, String glob) {
        return profile(namespace, name, glob, null);
    }

    private static ServiceProfile candidate(String name, double share) {
        return profile("*", name, "*", new Trial(share));
    }

    private static ServiceProfile profile(String namespace, String name, String glob, @Nullable Trial trial) {
        return new ServiceProfile(document(namespace, name), List.of(ServiceGlob.parse(glob)), Base.STANDARD,
                Tuned.NOTHING, List.of(), trial, null);
    }

    private static Document document(String namespace, String name) {
        return new Document("DetectorProfile", namespace, name, "7");
    }
}
