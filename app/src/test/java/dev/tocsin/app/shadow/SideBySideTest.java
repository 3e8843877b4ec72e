package dev.tocsin.app.shadow;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.tocsin.app.cli.Json;
import dev.tocsin.app.incidents.IncidentLine;
import dev.tocsin.schemas.v1.Direction;
import dev.tocsin.schemas.v1.Level;
import dev.tocsin.schemas.v1.MetricReading;
import dev.tocsin.schemas.v1.Phase;
import dev.tocsin.schemas.v1.ShadowVerdict;
import dev.tocsin.schemas.v1.WindowVerdict;

import static org.assertj.core.api.Assertions.assertThat;

class SideBySideTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final SideBySide sides = new SideBySide("eager", T0, T0.plus(Duration.ofDays(1)));

    @Test
    void alarmsAreCountedAsStartedHoursOfAService() {
        // Given a day of windows: one hour with three alarms for both, another where the candidate has one alone
        for (int minute = 0; minute < 1_440; minute++) {
            boolean both = minute >= 100 && minute < 103;
            sides.add(verdict("a", minute, both ? 6 : 1, both, both || minute == 700 ? 5 : 1, both || minute == 700));
        }

        // When
        ShadowReport report = sides.report(List.of());

        // Then
        assertThat(report.services()).isEqualTo(1);
        assertThat(report.windows()).isEqualTo(1_440);
        assertThat(report.serviceDays()).isEqualTo(1);
        assertThat(report.inForce()).isEqualTo(new ShadowReport.Alarms(3, 1, 1.0));
        assertThat(report.candidateAlarms()).isEqualTo(new ShadowReport.Alarms(4, 2, 2.0));
        assertThat(report.agreement()).isEqualTo(1_439 / 1_440.0);
        assertThat(report.both()).isEqualTo(3);
        assertThat(report.onlyInForce()).isZero();
        assertThat(report.examplesOnlyCandidate())
                .containsExactly(new ShadowReport.Example("default/a", end(700), 5, "cpu"));
    }

    @Test
    void onlyWhatThisCandidateSawInThatTimeCounts() {
        sides.add(verdict("a", -1, 1, false, 1, false));
        sides.add(verdict("a", 1_440, 1, false, 1, false));
        WindowVerdict unwatched = verdict("a", 5, 1, false, 1, false);
        unwatched.setShadow(null);
        sides.add(unwatched);
        WindowVerdict other = verdict("a", 6, 1, false, 1, false);
        other.getShadow().setProfile("eager-too@4");
        sides.add(other);

        ShadowReport report = sides.report(List.of());
        assertThat(report.windows()).isZero();
        assertThat(report.versions()).isEmpty();
        assertThat(report.agreement()).isNull();
        assertThat(report.inForce().hoursPerServiceDay()).isNull();
    }

    @Test
    void aWindowThatOneOfThemCouldNotJudgeYetIsOnlyCounted() {
        WindowVerdict young = verdict("a", 5, 1, false, 1, false);
        young.getShadow().setScore(null);
        sides.add(young);

        assertThat(sides.report(List.of())).returns(1L, ShadowReport::unjudged).returns(0L, ShadowReport::windows);
    }

    @Test
    void theRarestWindowsAreTheExamples() {
        for (int minute = 0; minute < 20; minute++) {
            sides.add(verdict("a", minute, 10 + minute, true, 1, false));
        }

        ShadowReport report = sides.report(List.of());
        assertThat(report.onlyInForce()).isEqualTo(20);
        assertThat(report.examplesOnlyInForce()).extracting(ShadowReport.Example::score).containsExactly(29.0, 28.0,
                27.0, 26.0, 25.0);
        assertThat(report.examplesOnlyInForce()).extracting(ShadowReport.Example::metric).containsOnly("latency");
    }

    @Test
    void whoSawAnIncidentFirstIsTold() {
        // Given the candidate two minutes earlier on one, one that it misses, one that nobody's alarm explains
        sides.add(verdict("a", 100, 1, false, 5, true));
        sides.add(verdict("a", 102, 6, true, 5, true));
        sides.add(verdict("b", 300, 6, true, 1, false));
        sides.add(verdict("c", 300, 1, false, 1, false));

        // When
        ShadowReport report = sides.report(List.of(incident("a", end(102)), incident("b", end(300)),
                incident("c", end(300)), incident("unknown", end(10)), incident("a", T0.minus(MINUTE))));

        // Then
        assertThat(report.incidents()).extracting(ShadowReport.Incident::leadSeconds).containsExactly(120L, null, null);
        assertThat(report.incidents().get(1).inForceAt()).isEqualTo(end(300));
        assertThat(report.medianLeadSeconds()).isEqualTo(120);
        assertThat(text(report)).contains("3 incidents; of those both found, the candidate is 120 s earlier (median)")
                .contains("only the candidate found anomalous, e.g.").contains("not found");
        assertThat(Json.of(report)).contains("\"lead_seconds\" : 120", "\"median_lead_seconds\" : 120",
                "\"hours_per_service_day\"");
    }

    private static String text(ShadowReport report) {
        var text = new StringWriter();
        new ReportText(report).print(new PrintWriter(text));
        return text.toString();
    }

    private static IncidentLine incident(String service, Instant openedAt) {
        return new IncidentLine("r/default/" + service, "default", service, "r", "resolved", false, "page", openedAt,
                openedAt.plus(Duration.ofMinutes(20)), "", "");
    }

    private static Instant end(int minute) {
        return T0.plus(MINUTE.multipliedBy(minute + 1L));
    }

    private static WindowVerdict verdict(String service, int minute, double score, boolean anomalous, double other,
            boolean otherAnomalous) {
        return WindowVerdict.newBuilder().setService(service).setPhase(Phase.mature).setLevel(Level.normal)
                .setWindowStart(end(minute).minus(MINUTE))
                .setWindowEnd(end(minute)).setScore(score).setPValue(Math.pow(10, -score)).setAnomalous(anomalous)
                .setMetrics(
                        Map.of("latency", new MetricReading(2.0, 1.0, 7.0, Direction.up, 0.7, Level.anomalous), "cpu",
                                new MetricReading(2.0, 1.0, 3.0, Direction.up, 0.3, Level.normal)))
                .setShadow(new ShadowVerdict("eager@7", Phase.mature, other, Math.pow(10, -other), Level.normal,
                        otherAnomalous, "cpu"))
                .build();
    }
}
